package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PunycodeTest {

    /** Some of RFC 3492 §7.1. */
    @ParameterizedTest
    @CsvSource({
        "ihqwcrb4cv8a8dqg056pqjye, \u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587",
        "3b-ww4c5e180e575a65lsy2b, 3\u5E74b\u7D44\u91D1\u516B\u5148\u751F",
        "mnchen-3ya, m\u00FCnchen",
        "ls8h, \uD83D\uDCA9",
        "a-, a",
    })
    void a_label_is_decoded(String text, String label) {
        assertThat(Punycode.decode(text)).contains(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "99zzzzzzz", "999999999", "a-b-!", "999999999999999999999999999999"})
    void a_text_that_is_no_label_is_not_decoded(String text) {
        assertThat(Punycode.decode(text)).isEmpty();
    }

    @Test
    void any_text_is_decoded_or_not_and_never_fails() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(30), 0, 38)
                    .mapToObj(digit -> String.valueOf("abcdefghijklmnopqrstuvwxyz0123456789-!".charAt(digit)))
                    .reduce("", String::concat);

            assertThat(Punycode.decode(text).map(String::length).orElse(0))
                    .as("seed %d, text %s", seed, text)
                    .isLessThan(70);
        }
    }
}
