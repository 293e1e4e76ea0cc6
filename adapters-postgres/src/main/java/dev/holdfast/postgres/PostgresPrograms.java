package dev.holdfast.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of PostgreSQL, ready to run.
 *
 * @param home where they are
 * @param log where they write what they have to say
 */
record PostgresPrograms(Path home, Path log) {

    /**
     * Runs a program to its end.
     *
     * @return whether it succeeded; if not, the log says why
     */
    boolean run(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root. In a user namespace of its own it does not look like root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program(program).toString());
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log.toFile()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new DatabaseCannotStart("%s cannot be run: %s.".formatted(program(program), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseCannotStart("Interrupted while %s ran.".formatted(program), e);
        }
    }

    private Path program(String name) {
        var onWindows = home.resolve("bin").resolve(name + ".exe");
        return Files.exists(onWindows) ? onWindows : home.resolve("bin").resolve(name);
    }
}
