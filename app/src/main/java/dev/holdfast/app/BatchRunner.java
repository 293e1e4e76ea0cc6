package dev.holdfast.app;

import dev.holdfast.http.client.HoldfastClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runner for the items of a command line, one after the other, with a line of error output for each failure. */
record BatchRunner(PrintWriter err, StatusLine status) {

    /**
     * Runs the action for each item. It continues after a failure, unless the server cannot be reached or requires
     * authentication.
     *
     * @param name the name of an item in messages
     * @return the exit code of the command: 0, or 1 if any item failed
     */
    <T> int run(List<T> items, Function<T, String> name, Consumer<T> action) {
        var exit = 0;
        for (var i = 0; i < items.size(); i++) {
            var item = items.get(i);
            status.show("%d of %d: %s".formatted(i + 1, items.size(), name.apply(item)));
            try {
                action.accept(item);
            } catch (UnusableFile e) {
                exit = report(ErrorMessages.oneLine(e));
            } catch (HoldfastClientException e) {
                if (e.getCause() instanceof IOException || e.status() == 401) {
                    return report(ErrorMessages.oneLine(e) + skipped(items.size() - i - 1));
                }
                exit = report(name.apply(item) + ": " + ErrorMessages.oneLine(e));
            }
        }
        status.clear();
        return exit;
    }

    private static String skipped(int count) {
        return count == 0 ? "" : " Skipped the remaining %d.".formatted(count);
    }

    private int report(String line) {
        status.clear();
        err.printf("holdfast: %s%n", line);
        return 1;
    }
}
