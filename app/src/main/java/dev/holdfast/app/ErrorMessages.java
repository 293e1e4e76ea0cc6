package dev.holdfast.app;

import dev.holdfast.http.client.HoldfastClientException;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One-line error messages of the command line. The stack trace is logged at level DEBUG. */
final class ErrorMessages {

    private ErrorMessages() {}

    static int invalidCommandLine(ParameterException failure, String[] args) {
        var commandLine = failure.getCommandLine();
        commandLine.getErr().printf("holdfast: %s%n", oneLine(failure));
        commandLine
                .getErr()
                .printf("See '%s --help'.%n", commandLine.getCommandSpec().qualifiedName());
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }

    static int failedCommand(Exception failure, CommandLine commandLine, ParseResult parsed) {
        LoggerFactory.getLogger(ErrorMessages.class).debug("The command failed", failure);
        commandLine.getErr().printf("holdfast: %s%n", oneLine(rootFailure(failure)));
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    private static Throwable rootFailure(Throwable failure) {
        var cause = failure.getCause();
        var isWrapper = failure instanceof BeansException || failure instanceof UncheckedIOException;
        return isWrapper && cause != null ? rootFailure(cause) : failure;
    }

    /** The message without line breaks, and the remedy if one is known. */
    static String oneLine(Throwable failure) {
        var message = failure.getMessage();
        return ((message == null || message.isBlank() ? failure.toString() : message).strip() + advice(failure))
                .replaceAll("\\s*\\R\\s*", " ");
    }

    private static String advice(Throwable failure) {
        return switch (failure instanceof HoldfastClientException refusal ? refusal.status() : 0) {
            case 401 ->
                " Give one with --token or HOLDFAST_TOKEN; the operator of the server creates tokens with 'holdfast token'.";
            case 403 -> " Import needs a token with the role admin; export and verify need a token with any role.";
            default -> "";
        };
    }
}
