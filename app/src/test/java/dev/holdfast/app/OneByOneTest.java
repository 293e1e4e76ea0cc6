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

/** Work on several things, and what is said of it. */
final class OneByOneTest {

    private final StringWriter said = new StringWriter();
    private final PrintWriter err = new PrintWriter(said, true);

    private OneByOne onTerminal(boolean terminal) {
        return new OneByOne(err, new StatusLine(err, terminal));
    }

    @Test
    void what_fails_is_said_in_a_line_and_keeps_nothing_else_from_being_done() {
        var done = new ArrayList<String>();

        var exit = onTerminal(false).run(List.of("a", "b", "c"), Function.identity(), thing -> {
            if (thing.equals("b")) {
                throw new UnusableFile("b cannot\nbe read.");
            }
            done.add(thing);
        });

        assertThat(done).containsExactly("a", "c");
        assertThat(said.toString().lines()).containsExactly("holdfast: b cannot be read.");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void nothing_more_is_tried_when_the_server_cannot_be_reached() {
        var nowhere = new HoldfastClient(URI.create("http://127.0.0.1:1"));
        var tried = new ArrayList<String>();

        var exit = onTerminal(false).run(List.of("a", "b", "c"), Function.identity(), thing -> {
            tried.add(thing);
            nowhere.importFile(new byte[0], "text/vtt", thing, "");
        });

        assertThat(tried).containsExactly("a");
        assertThat(said.toString().lines())
                .singleElement()
                .asString()
                .contains("127.0.0.1:1")
                .endsWith("The 2 that were to follow were not tried.");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void a_terminal_shows_what_is_being_done_and_is_left_clean() {
        var exit = onTerminal(true).run(List.of("a.vtt", "b.vtt"), Function.identity(), thing -> {});

        assertThat(said.toString().split("\r"))
                .contains("1 of 2: a.vtt", "2 of 2: b.vtt")
                .endsWith(" ".repeat(13));
        assertThat(exit).isZero();
    }

    @Test
    void a_line_that_is_too_long_for_a_terminal_is_cut() {
        new StatusLine(err, true).show("x".repeat(200));

        assertThat(said.toString()).hasSize(79).endsWith("\u2026");
    }
}
