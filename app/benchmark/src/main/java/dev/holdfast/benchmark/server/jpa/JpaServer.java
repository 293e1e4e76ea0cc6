package dev.holdfast.benchmark.server.jpa;

import static java.util.Objects.requireNonNull;

import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** Server with Spring Boot's defaults. Prints a line with its port when it is ready. */
@SpringBootApplication
public class JpaServer {

    /** Number of texts that the server starts with: text-0 and so on. */
    public static final int TEXTS = 1_000;

    /** Starts the server on a free port. Its database is in the environment, as Spring Boot reads it. */
    public static void main(String[] arguments) {
        var context = SpringApplication.run(
                JpaServer.class,
                "--server.port=0",
                "--server.tomcat.max-keep-alive-requests=-1", // else a connection ends after 100 requests
                "--spring.jpa.hibernate.ddl-auto=create");
        var texts = context.getBean(StoredTexts.class);
        texts.saveAll(IntStream.range(0, TEXTS)
                .mapToObj(index -> new StoredText("text-" + index, "A caption that is one line long, number " + index))
                .toList());
        var server = requireNonNull(((WebServerApplicationContext) context).getWebServer());
        System.out.println("Ready at port " + server.getPort());
    }
}
