package dev.holdfast.app;

import dev.holdfast.http.client.HoldfastClientException;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong; whoever wants to know more turns on debugging in the log. */
final class OneLineErrors {

    private OneLineErrors() {}

    static int wrongCommandLine(ParameterException failure, String[] args) {
        var commandLine = failure.getCommandLine();
        commandLine.getErr().printf("holdfast: %s%n", oneLine(failure));
        commandLine
                .getErr()
                .printf("See '%s --help'.%n", commandLine.getCommandSpec().qualifiedName());
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }

    static int failed(Exception failure, CommandLine commandLine, ParseResult parsed) {
        LoggerFactory.getLogger(OneLineErrors.class).debug("The command failed", failure);
        commandLine.getErr().printf("holdfast: %s%n", oneLine(unwrapped(failure)));
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    private static Throwable unwrapped(Throwable failure) {
        var cause = failure.getCause();
        var wrapsOnly = failure instanceof BeansException || failure instanceof UncheckedIOException;
        return wrapsOnly && cause != null ? unwrapped(cause) : failure;
    }

    /** What happened, and what to do about it where that is known, without line breaks. */
    static String oneLine(Throwable failure) {
        var message = failure.getMessage();
        return ((message == null || message.isBlank() ? failure.toString() : message).strip() + advice(failure))
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static String advice(Throwable failure) {
        return switch (failure instanceof HoldfastClientException refusal ? refusal.status() : 0) {
            case 401 ->
                " Give one with --token or HOLDFAST_TOKEN; who runs the server makes them with 'holdfast token'.";
            case 403 -> " To import needs a token with the role admin, to export and verify one with any role.";
            default -> "";
        };
    }
}
