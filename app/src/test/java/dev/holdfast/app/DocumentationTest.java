package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** References between the sources and the documentation: each one leads to a heading or a file that exists. */
final class DocumentationTest {

    private static final Path REPOSITORY = repository();

    private static final Path DESCRIPTION =
            REPOSITORY.resolve("adapters-http/src/main/resources/dev/holdfast/http/apidocs/openapi.yaml");

    private static final Set<String> SOURCES = Set.of("java", "cases", "ts", "tsx", "yaml", "md");

    /** Made by a build, brought along by a package manager, or kept by Git. */
    private static final Set<String> GENERATED = Set.of("target", "node_modules", "dist", ".git", "test-results");

    /** {@code http.md, Heading}; the heading ends before the first character that is neither a letter nor a space. */
    private static final Pattern CITATION = Pattern.compile("\\b((?:http|HTTP)\\.md, [A-Z][A-Za-z]*(?: [A-Za-z]+)*)");

    /** Fewer would mean that the sources were not found. */
    private static final int MIN_CITATIONS = 120;

    private static final int MIN_LINKS = 80;

    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?) *#*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern PATH = Pattern.compile("(?m)^  (/\\S*):$");
    private static final Pattern PROBLEM_TYPE = Pattern.compile("/problems/[a-z-]+");

    private record Reference(Path from, int line, String to) {
        @Override
        public String toString() {
            return "%s:%d: %s".formatted(REPOSITORY.relativize(from), line, to);
        }
    }

    @Test
    void each_cited_heading_of_the_http_contract_exists() {
        var citations = sources().flatMap(DocumentationTest::citations).toList();

        var headings = headings(REPOSITORY.resolve("docs/http.md")).stream()
                .map(heading -> "http.md, " + heading)
                .collect(Collectors.toSet());

        assertThat(citations).hasSizeGreaterThanOrEqualTo(MIN_CITATIONS);
        assertThat(citations)
                .filteredOn(citation -> !headings.contains(citation.to()))
                .as("citations of a heading that docs/http.md does not have")
                .isEmpty();
    }

    @Test
    void each_relative_link_leads_to_a_file_and_a_heading() {
        var links = sources()
                .filter(file -> file.toString().endsWith(".md"))
                .flatMap(DocumentationTest::links)
                .filter(link -> !link.to().matches("[a-z]+:.*"))
                .toList();

        assertThat(links).hasSizeGreaterThanOrEqualTo(MIN_LINKS);
        assertThat(links)
                .filteredOn(link -> !isThere(link))
                .as("links to a file or a heading that does not exist")
                .isEmpty();
    }

    @Test
    void the_http_contract_lists_the_problem_types_of_the_api_description() {
        var described = problemTypes(DESCRIPTION);

        assertThat(described).hasSizeGreaterThan(30);
        assertThat(problemTypes(REPOSITORY.resolve("docs/http.md"))).isEqualTo(described);
    }

    @Test
    void the_http_contract_lists_the_paths_of_the_api_description() {
        var paths = PATH.matcher(text(DESCRIPTION))
                .results()
                .map(found -> found.group(1))
                .toList();

        var contract = text(REPOSITORY.resolve("docs/http.md"));

        assertThat(paths).hasSizeGreaterThanOrEqualTo(20);
        assertThat(paths)
                .filteredOn(path -> !contract.contains("`" + path + "`"))
                .as("paths that docs/http.md does not list")
                .isEmpty();
    }

    @Test
    void the_http_contract_names_the_formats_of_documents_and_files() {
        var names = Stream.concat(
                        Formats.all().stream().map(Format::mediaType),
                        Formats.exports().stream().map(export -> "." + export.extension()))
                .toList();

        var contract = text(REPOSITORY.resolve("docs/http.md"));

        assertThat(names)
                .filteredOn(name -> !contract.contains("`" + name + "`"))
                .as("formats that docs/http.md does not name")
                .isEmpty();
    }

    @Test
    void each_decision_stands_in_the_index() {
        var index = text(REPOSITORY.resolve("docs/adr/README.md"));

        var decisions = sources()
                .filter(file -> file.startsWith(REPOSITORY.resolve("docs/adr")))
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("[0-9]{4}-.*"))
                .toList();

        assertThat(decisions).hasSizeGreaterThanOrEqualTo(8);
        assertThat(decisions)
                .filteredOn(name -> !index.contains("](" + name + ")"))
                .as("decisions that docs/adr/README.md does not list")
                .isEmpty();
    }

    private static Path repository() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/http.md"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("No folder above this one has docs/http.md"));
        }
        return folder;
    }

    private static Stream<Path> sources() {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return GENERATED.contains(String.valueOf(folder.getFileName()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var name = file.getFileName().toString();
                    if (SOURCES.contains(name.substring(name.lastIndexOf('.') + 1))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted();
    }

    private static Stream<Reference> citations(Path file) {
        var isThisTest = file.endsWith("DocumentationTest.java");
        return isThisTest ? Stream.empty() : references(file, text(file).lines().toList(), CITATION);
    }

    private static Stream<Reference> links(Path file) {
        return references(file, withoutCode(file), LINK);
    }

    private static Stream<Reference> references(Path file, List<String> lines, Pattern pattern) {
        var references = new ArrayList<Reference>();
        for (var i = 0; i < lines.size(); i++) {
            var number = i + 1;
            pattern.matcher(lines.get(i))
                    .results()
                    .forEach(found -> references.add(new Reference(file, number, found.group(1))));
        }
        return references.stream();
    }

    private static boolean isThere(Reference link) {
        var parts = link.to().split("#", 2);
        var target = parts[0].isEmpty()
                ? link.from()
                : link.from().resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private static Set<String> headings(Path file) {
        return withoutCode(file).stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
    }

    /** The headings as addresses: in lower case, a hyphen for each space, without other punctuation. */
    private static Set<String> anchors(Path file) {
        return headings(file).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The lines of a page; those of code are empty, so that the others keep their numbers. */
    private static List<String> withoutCode(Path file) {
        var lines = new ArrayList<String>();
        var isCode = false;
        for (var line : text(file).lines().toList()) {
            var isFence = line.strip().startsWith("```");
            lines.add(isCode || isFence ? "" : line);
            isCode ^= isFence;
        }
        return lines;
    }

    private static Set<String> problemTypes(Path file) {
        return PROBLEM_TYPE
                .matcher(text(file))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
