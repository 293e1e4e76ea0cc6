package dev.holdfast.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the conformance suite: {@code section | title | request | fields | body | expected}.
 *
 * <p>A request is a method and a target, or RAW; then the body is the whole message. Fields are separated by {@code &}; one
 * that begins with {@code !} removes a default field. {@code <0D>} is a byte, <code>{x*9}</code> is nine times x, and a name
 * in braces is a variable of the {@link ConformanceFixture}. The expectation begins with the status and optionally the
 * problem type; then follow header fields, {@code !Field} for one that must be absent, <code>/pointer=value</code> for
 * members of the JSON body, {@code saved} if the segment must have changed, and {@code representation} if the body must be
 * its representation.
 */
record ConformanceCase(
        String section, String what, String request, List<String> fields, String body, List<String> expected) {

    private static final Pattern BYTE = Pattern.compile("<([0-9A-F]{2})>");
    private static final Pattern REPEAT = Pattern.compile("\\{([^{}]+)\\*([0-9]+)}");

    /** Reads a file. Empty lines and lines that begin with # are skipped. */
    static List<ConformanceCase> parse(String file) {
        var cases = new ArrayList<ConformanceCase>();
        for (var line : file.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                cases.add(ofLine(line));
            }
        }
        return cases;
    }

    private static ConformanceCase ofLine(String line) {
        var columns = line.strip().split("\\s+\\|\\s+", -1);
        if (columns.length != 6) {
            throw new IllegalArgumentException("Not six columns: " + line);
        }
        return new ConformanceCase(columns[0], columns[1], columns[2], list(columns[3]), columns[4], list(columns[5]));
    }

    private static List<String> list(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(" & ", -1));
    }

    /** Copy with the variables of a fixture. */
    ConformanceCase in(Map<String, String> variables) {
        return new ConformanceCase(
                section,
                what,
                fill(request, variables),
                fields.stream().map(field -> fill(field, variables)).toList(),
                fill(body, variables),
                expected.stream().map(part -> fill(part, variables)).toList());
    }

    private static String fill(String text, Map<String, String> variables) {
        var filled = text;
        for (var variable : variables.entrySet()) {
            filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        var bytes = BYTE.matcher(filled)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        return REPEAT.matcher(bytes)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    String method() {
        return request.split(" ", 2)[0];
    }

    /** The bytes of the request, one character each. */
    String bytes() {
        if (request.equals("RAW")) {
            return body;
        }
        var content = body.equals("-") ? "" : body;
        var head = new StringBuilder(request).append(" HTTP/1.1\r\n");
        usual("Host", "localhost", head);
        usual("Connection", "close", head);
        if (!content.isEmpty()) {
            usual("Content-Length", Integer.toString(content.length()), head);
            usual("Content-Type", method().equals("PATCH") ? "application/merge-patch+json" : "application/json", head);
        }
        fields.stream()
                .filter(field -> !field.startsWith("!"))
                .forEach(field -> head.append(field).append("\r\n"));
        return head.append("\r\n").append(content).toString();
    }

    private void usual(String name, String value, StringBuilder head) {
        var isGiven = fields.stream()
                .anyMatch(field -> field.equals("!" + name)
                        || field.regionMatches(true, 0, name + ":", 0, name.length() + 1)
                        || field.regionMatches(true, 0, name + " ", 0, name.length() + 1));
        if (!isGiven) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    int status() {
        return Integer.parseInt(expected.get(0).split(" ", 2)[0]);
    }

    /** The expected problem type; empty if there is none. */
    String problem() {
        var parts = expected.get(0).split(" ", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    /** True if the case is expected to change the segment of the fixture. */
    boolean saves() {
        return expected.contains("saved");
    }

    boolean isRepresentation() {
        return expected.contains("representation");
    }

    /** Further expectations. */
    List<String> details() {
        return expected.stream()
                .skip(1)
                .filter(part -> !List.of("saved", "representation").contains(part))
                .toList();
    }

    static String read(String name) {
        try (var stream = ConformanceCase.class.getResourceAsStream("/conformance/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no file " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
