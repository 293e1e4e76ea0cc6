package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.client.HoldfastClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Runs over several items and their error output. */
final class BatchRunnerTest {

    private final StringWriter output = new StringWriter();
    private final PrintWriter err = new PrintWriter(output, true);

    private BatchRunner onTerminal(boolean terminal) {
        return new BatchRunner(err, new StatusLine(err, terminal));
    }

    @Test
    void a_failure_is_reported_in_one_line_and_the_other_items_are_done() {
        var done = new ArrayList<String>();

        var exit = onTerminal(false).run(List.of("a", "b", "c"), Function.identity(), item -> {
            if (item.equals("b")) {
                throw new UnusableFile("b cannot\nbe read.");
            }
            done.add(item);
        });

        assertThat(done).containsExactly("a", "c");
        assertThat(output.toString().lines()).containsExactly("holdfast: b cannot be read.");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void the_remaining_items_are_skipped_if_the_server_cannot_be_reached() {
        var unreachable = new HoldfastClient(URI.create("http://127.0.0.1:1"));
        var tried = new ArrayList<String>();

        var exit = onTerminal(false).run(List.of("a", "b", "c"), Function.identity(), item -> {
            tried.add(item);
            unreachable.importFile(new byte[0], "text/vtt", item, "");
        });

        assertThat(tried).containsExactly("a");
        assertThat(output.toString().lines())
                .singleElement()
                .asString()
                .contains("127.0.0.1:1")
                .endsWith("Skipped the remaining 2.");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void a_terminal_shows_the_current_item_and_is_cleared_at_the_end() {
        var exit = onTerminal(true).run(List.of("a.vtt", "b.vtt"), Function.identity(), item -> {});

        assertThat(output.toString().split("\r"))
                .contains("1 of 2: a.vtt", "2 of 2: b.vtt")
                .endsWith(" ".repeat(13));
        assertThat(exit).isZero();
    }

    @Test
    void a_line_that_is_too_long_for_a_terminal_is_truncated() {
        new StatusLine(err, true).show("x".repeat(200));

        assertThat(output.toString()).hasSize(79).endsWith("\u2026");
    }
}
