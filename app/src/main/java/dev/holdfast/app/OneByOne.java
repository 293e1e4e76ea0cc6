package dev.holdfast.app;

import dev.holdfast.http.client.HoldfastClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does the same with several things, one after the other, and says in a line of its own what could not be done. */
record OneByOne(PrintWriter err, StatusLine status) {

    /**
     * Does it with each. What fails keeps none of the others from being done, unless it is the server that cannot be reached or lets
     * nobody in.
     *
     * @param name what to call a thing in messages
     * @return the exit code of the command: 0, or 1 if anything failed
     */
    <T> int run(List<T> things, Function<T, String> name, Consumer<T> action) {
        var exit = 0;
        for (var i = 0; i < things.size(); i++) {
            var thing = things.get(i);
            status.show("%d of %d: %s".formatted(i + 1, things.size(), name.apply(thing)));
            try {
                action.accept(thing);
            } catch (UnusableFile e) {
                exit = failed(OneLineErrors.oneLine(e));
            } catch (HoldfastClientException e) {
                if (e.getCause() instanceof IOException || e.status() == 401) {
                    return failed(OneLineErrors.oneLine(e) + notTried(things.size() - i - 1));
                }
                exit = failed(name.apply(thing) + ": " + OneLineErrors.oneLine(e));
            }
        }
        status.clear();
        return exit;
    }

    private static String notTried(int count) {
        return count == 0 ? "" : " The %d that were to follow were not tried.".formatted(count);
    }

    private int failed(String line) {
        status.clear();
        err.printf("holdfast: %s%n", line);
        return 1;
    }
}
