package dev.holdfast.postgres.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Unpacked PostgreSQL binaries.
 *
 * @param home the installation directory
 * @param log the file that their output is appended to
 */
record PostgresBinaries(Path home, Path log) {

    /**
     * Runs a program and waits for its end.
     *
     * @return true if it succeeded; otherwise the log has the reason
     */
    boolean run(String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root; in its own user namespace it is not root.
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
            throw new EmbeddedDatabaseFailure("Cannot run %s: %s.".formatted(program(program), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseFailure("Interrupted while %s was running.".formatted(program), e);
        }
    }

    private Path program(String name) {
        var windowsProgram = home.resolve("bin").resolve(name + ".exe");
        return Files.exists(windowsProgram)
                ? windowsProgram
                : home.resolve("bin").resolve(name);
    }
}
