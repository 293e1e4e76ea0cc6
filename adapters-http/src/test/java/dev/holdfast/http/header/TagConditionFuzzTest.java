package dev.holdfast.http.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.regex.Pattern;

/** Fuzz test of the parser of If-Match against the grammar of RFC 9110 as a regular expression. */
final class TagConditionFuzzTest {

    private static final String TAG = "(?:W/)?+\"[\\x21\\x23-\\x7E\\x80-\\xFF]*+\"";

    private static final Pattern ANY = Pattern.compile("[ \\t]*+\\*[ \\t]*+");

    private static final Pattern LIST = Pattern.compile(
            "[ \\t,]*+(?:" + TAG + "(?:[ \\t]*+,[ \\t,]*+" + TAG + ")*+(?:[ \\t]*+,[ \\t,]*+)?+[ \\t]*+)?+");

    /** Each line of the input is a field line. */
    @FuzzTest(maxDuration = "10m")
    void a_field_is_parsed_by_the_grammar(byte[] input) {
        var lines = List.of(new String(input, ISO_8859_1).split("\n", -1));

        var condition = TagCondition.parse(lines);

        var value = String.join(", ", lines);
        if (ANY.matcher(value).matches()) {
            assertThat(condition).isEqualTo(new TagCondition.Any());
        } else if (LIST.matcher(value).matches()) {
            var tags = Pattern.compile(TAG)
                    .matcher(value)
                    .results()
                    .map(tag -> tag.group())
                    .toList();
            assertThat(condition)
                    .isInstanceOfSatisfying(
                            TagCondition.Tags.class,
                            found -> assertThat(found.tags())
                                    .extracting(EntityTag::toString)
                                    .isEqualTo(tags));
        } else {
            assertThat(condition).isInstanceOf(TagCondition.Malformed.class);
        }
    }
}
