package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class PreconditionTest {

    private static final Hash FIRST = Hash.before(new DocumentId("first"));
    private static final Hash SECOND = Hash.before(new DocumentId("second"));

    private static Precondition matches(Hash hash) {
        return new Precondition.Matches(Set.of(hash));
    }

    @Test
    void the_versions_that_a_match_names_were_seen() {
        assertThat(matches(FIRST).seen()).containsExactly(FIRST);
    }

    @Test
    void other_preconditions_do_not_say_what_was_seen() {
        assertThat(new Precondition.Exists().seen()).isEmpty();
        assertThat(new Precondition.NoneOf(Set.of(FIRST)).seen()).isEmpty();
    }

    @Test
    void of_two_preconditions_the_first_that_names_a_version_says_what_was_seen() {
        assertThat(new Precondition.Both(matches(FIRST), matches(SECOND)).seen())
                .containsExactly(FIRST);
        assertThat(new Precondition.Both(new Precondition.Exists(), matches(SECOND)).seen())
                .containsExactly(SECOND);
    }
}
