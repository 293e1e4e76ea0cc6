package dev.holdfast.http.representation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.HoldfastException;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void every_member_of_the_family_has_a_status() {
        assertThat(Problems.MAPPINGS.keySet()).containsExactlyInAnyOrder(permitted(HoldfastException.class));
    }

    @SuppressWarnings("unchecked") // The members of a sealed family are its subclasses.
    private static Class<? extends HoldfastException>[] permitted(Class<HoldfastException> family) {
        return (Class<? extends HoldfastException>[]) family.getPermittedSubclasses();
    }
}
