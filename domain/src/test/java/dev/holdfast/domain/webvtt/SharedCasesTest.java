package dev.holdfast.domain.webvtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases that the project keeps beside its sources, with expectations corrected to the specification. */
class SharedCasesTest {

    private static final String FOLDER = "shared/webvtt-cases";

    private final WebVtt webVtt = new WebVtt();

    @TestFactory
    Stream<DynamicTest> reads_every_shared_case_as_the_specification_says() throws IOException {
        var folder = folder();
        if (folder.isEmpty()) {
            return Stream.of(dynamicTest("there is no " + FOLDER + " above the working directory", () -> {}));
        }
        try (var files = Files.list(folder.get())) {
            var cases = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
            assertThat(cases).isNotEmpty();
            return cases.stream();
        }
    }

    private static Optional<Path> folder() {
        var named = System.getProperty("holdfast.webvtt-cases", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), parent -> parent != null, Path::getParent)
                .map(parent -> parent.resolve(FOLDER))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private void check(Path expectation) {
        var expected = Json.object(read(expectation));
        var file = read(Path.of(expectation.toString().replaceAll("json$", "vtt")));

        if ("not-webvtt".equals(expected.get("expect"))) {
            assertThat(catchThrowable(() -> webVtt.split(file))).isInstanceOf(InvalidContent.class);
            return;
        }

        var blocks = webVtt.split(file);

        assertThat(webVtt.join(blocks)).isEqualTo(file.replace('\0', '\uFFFD'));
        assertThat(texts(blocks, SegmentKind.HEADER)).containsExactly(headerOf(expected));
        assertThat(texts(blocks, SegmentKind.NOTE)).isEqualTo(expected.get("comments"));
        assertThat(texts(blocks, SegmentKind.OTHER)).isEqualTo(expected.get("ignoredBlocks"));
        assertThat(styles(blocks)).isEqualTo(expected.get("styles"));
        assertThat(texts(blocks, SegmentKind.REGION)).isEqualTo(expected.get("regions"));
        assertThat(cues(blocks)).isEqualTo(expectedCues(expected.get("cues")));
    }

    private static String headerOf(Map<String, @Nullable Object> expected) {
        var lines = new ArrayList<String>();
        lines.add((Boolean.TRUE.equals(expected.get("bom")) ? "\uFEFF" : "") + expected.get("signatureLine"));
        list(expected.get("headerLines")).forEach(line -> lines.add((String) line));
        return String.join("\n", lines);
    }

    private static List<String> texts(List<Block> blocks, SegmentKind kind) {
        return blocks.stream()
                .filter(block -> block.kind() == kind)
                .map(block -> Line.withLineFeeds(block.content().text()))
                .toList();
    }

    private static List<String> styles(List<Block> blocks) {
        return texts(blocks, SegmentKind.STYLE).stream()
                .map(text -> text.substring(text.indexOf('\n') + 1))
                .toList();
    }

    private static List<Map<String, @Nullable Object>> cues(List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.kind() == SegmentKind.CUE)
                .map(block -> asExpected(WebVtt.CUES.parse(block.content()).orElseThrow()))
                .toList();
    }

    private static Map<String, @Nullable Object> asExpected(Cue cue) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("id", cue.identifier().orElse(""));
        members.put("start", cue.startMillis() / 1000.0);
        members.put("end", cue.endMillis() / 1000.0);
        members.put("startMillis", (double) cue.startMillis());
        members.put("endMillis", (double) cue.endMillis());
        members.put("text", cue.text());
        members.put("settingsText", cue.settings());
        members.put("tree", CueText.parse(cue.text()).parts());
        return members;
    }

    private static List<Map<String, @Nullable Object>> expectedCues(@Nullable Object cues) {
        return list(cues).stream()
                .map(cue -> {
                    var members = new LinkedHashMap<>(object(cue));
                    members.remove("settings"); // Their meaning is for players; Holdfast keeps their text.
                    members.computeIfPresent("settingsText", (name, text) -> Cursor.strip((String) text));
                    members.computeIfPresent("tree", (name, tree) -> parts(list(tree)));
                    return (Map<String, @Nullable Object>) members;
                })
                .toList();
    }

    /** A tree in document order. */
    private static List<CuePart> parts(List<@Nullable Object> nodes) {
        var parts = new ArrayList<CuePart>();
        for (var node : nodes) {
            var members = object(node);
            switch ((String) requireNonNull(members.get("type"))) {
                case "text" -> parts.add(new CuePart.Words((String) requireNonNull(members.get("value"))));
                case "timestamp" ->
                    parts.add(new CuePart.Moment(((Double) requireNonNull(members.get("millis"))).longValue()));
                default -> parts.addAll(span(members));
            }
        }
        return parts;
    }

    private static List<CuePart> span(Map<String, @Nullable Object> members) {
        var span = CueSpan.of((String) requireNonNull(members.get("type"))).orElseThrow();
        var classes = list(members.getOrDefault("classes", List.of())).stream()
                .map(String.class::cast)
                .toList();
        var annotation = (String) members.getOrDefault("voice", members.getOrDefault("lang", ""));
        var parts = new ArrayList<CuePart>();
        parts.add(new CuePart.Opening(span, classes, requireNonNull(annotation)));
        parts.addAll(parts(list(members.get("children"))));
        parts.add(new CuePart.Closing(span));
        return parts;
    }

    @SuppressWarnings("unchecked") // The cases' README says what is a list.
    private static List<@Nullable Object> list(@Nullable Object value) {
        return (List<@Nullable Object>) requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // The cases' README says what is an object.
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) requireNonNull(value);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
