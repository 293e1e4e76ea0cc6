package dev.holdfast.example.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Magazine whose articles several people edit at the same time. */
@SpringBootApplication
public class MagazineApplication {

    /** Starts the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(MagazineApplication.class, arguments);
    }
}
