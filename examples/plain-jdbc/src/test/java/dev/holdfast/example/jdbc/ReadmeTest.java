package dev.holdfast.example.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java of the README's section on embedding, which is a part of this example. */
final class ReadmeTest {

    private static final Pattern SECTION = Pattern.compile("## Inside another Java system\n(.*?)\n## ", Pattern.DOTALL);
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void every_block_of_java_is_a_part_of_the_example() throws IOException {
        var section = SECTION.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(section.find()).isTrue();
        var blocks = JAVA.matcher(section.group(1)).results().toList();
        var source = withoutSpace(Files.readString(Path.of("src/main/java/dev/holdfast/example/jdbc/Articles.java")));

        assertThat(blocks).hasSize(3);
        for (var block : blocks) {
            for (var part : Arrays.asList(block.group(1).split("\n\\.\\.\\.\n"))) {
                assertThat(source).contains(withoutSpace(part));
            }
        }
    }
}
