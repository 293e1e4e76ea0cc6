package dev.holdfast.http.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.7. */
class HttpDateTest {

    private static final Instant DATE = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "  Sun, 06 Nov 1994 08:49:37 GMT\t"
            })
    void all_three_date_forms_are_parsed(String text) {
        assertThat(HttpDate.parse(List.of(text))).contains(DATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 06 Nov 1994 08:49:37",
                "1994-11-06T08:49:37Z"
            })
    void other_texts_are_not_dates(String text) {
        assertThat(HttpDate.parse(List.of(text))).isEmpty();
    }

    @Test
    void two_field_lines_are_not_a_date() {
        var date = HttpDate.format(DATE);

        assertThat(HttpDate.parse(List.of(date, date))).isEmpty();
    }

    @Test
    void dates_are_formatted_as_imf_fixdate() {
        assertThat(HttpDate.format(DATE)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void last_modified_is_the_end_of_the_second() {
        assertThat(HttpDate.lastModified(DATE.plusMillis(999))).isEqualTo(DATE.plusSeconds(1));
        assertThat(HttpDate.lastModified(DATE)).isEqualTo(DATE.plusSeconds(1));
    }
}
