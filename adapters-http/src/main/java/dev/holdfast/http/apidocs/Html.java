package dev.holdfast.http.apidocs;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of a page. Texts are escaped on their way in, so that a piece can be put anywhere.
 *
 * @param name the name of the element; empty for mere content
 * @param attributes its attributes, each with a space before it
 * @param content the content
 */
record Html(String name, String attributes, String content) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern PROBLEM = Pattern.compile("<code>(/problems/[a-z-]+)</code>");

    static Html text(String text) {
        return new Html("", "", escaped(text));
    }

    static Html element(String name, Html... content) {
        return new Html(name, "", of(content).content);
    }

    static Html of(Html... pieces) {
        return of(Arrays.asList(pieces));
    }

    static Html of(List<Html> pieces) {
        return new Html("", "", pieces.stream().map(Html::toString).collect(Collectors.joining()));
    }

    /** Pieces with something between them. */
    static Html joined(String separator, List<Html> pieces) {
        return new Html("", "", pieces.stream().map(Html::toString).collect(Collectors.joining(escaped(separator))));
    }

    static Html code(String text) {
        return element("code", text(text));
    }

    static Html link(String address, Html content) {
        return element("a", content).with("href", address);
    }

    /** One line of text, in which backquotes mark what is code, or a page that explains a kind of problem. */
    static Html line(String text) {
        var code = CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
        return new Html("", "", PROBLEM.matcher(code).replaceAll("<a href=\"$1\">$0</a>"));
    }

    /** Paragraphs with an empty line between them. */
    static Html prose(String text) {
        return of(Arrays.stream(text.strip().split("\n\n"))
                .map(paragraph -> element("p", line(paragraph)))
                .toList());
    }

    Html with(String attribute, String value) {
        return new Html(name, "%s %s=\"%s\"".formatted(attributes, attribute, escaped(value)), content);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? content : "<%s%s>%s</%s>".formatted(name, attributes, content, name);
    }
}
