package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTest {

    @ParameterizedTest
    @ValueSource(strings = {"holdfast", "public", "order", "_x", "captions_2"})
    void a_name_of_lower_case_letters_is_a_schema(String name) {
        assertThat(Schema.named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Holdfast",
                "2x",
                "pg_catalog",
                "a-b",
                "a\"; DROP SCHEMA public",
                "a123456789b123456789c123456789d123456789e123456789f"
            })
    void another_name_is_refused(String name) {
        assertThatThrownBy(() -> Schema.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected at most 50");
    }

    @Test
    void a_statement_names_the_schema() {
        var sql = "SELECT document.id FROM holdfast.document";

        assertThat(Schema.named("order").qualified(sql)).isEqualTo("SELECT document.id FROM \"order\".document");
        assertThat(Schema.named("holdfast").qualified(sql)).isEqualTo(sql);
    }
}
