package dev.holdfast.http.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * JSON object of a request, read strictly: a member that is unknown, missing or of another type is refused by its name.
 *
 * @param node the object
 * @param path its path in the body as people write it; empty for the body itself
 * @param pointer the same as a JSON Pointer (RFC 6901)
 */
public record Fields(JsonNode node, String path, String pointer) {

    private static final int MAX_SHOWN = 80;
    private static final int MAX_SHOWN_NAMES = 5;

    /**
     * Fields of a body.
     *
     * @throws ProblemException if it is not a JSON object
     */
    public static Fields of(JsonNode body) {
        return of(body, "", "");
    }

    private static Fields of(JsonNode node, String path, String pointer) {
        if (!node.isObject()) {
            throw refused(
                    path,
                    pointer,
                    "%s must be a JSON object.".formatted(path.isEmpty() ? "The body" : "The member " + path));
        }
        return new Fields(node, path, pointer);
    }

    /** Refuses members with other names. */
    public Fields only(String... names) {
        var known = List.of(names);
        requireKnown(known::contains, names);
        return this;
    }

    /**
     * Refuses members with other names, unless their values are those of the resource: who changes a representation may send back
     * all of it.
     *
     * @param current the representation of the resource
     * @param names the members that can be changed
     */
    public Fields changing(JsonNode current, String... names) {
        var changeable = List.of(names);
        requireKnown(name -> changeable.contains(name) || current.has(name), names);
        for (var member : node.properties()) {
            var name = member.getKey();
            if (!changeable.contains(name) && !current.get(name).equals(member.getValue())) {
                throw refused(
                        name,
                        "The member %s cannot be changed. Leave it out, or send it as it was read: %s. The members that can be changed are: %s."
                                .formatted(at(name), shown(current.get(name).toString()), String.join(", ", names)));
            }
        }
        return this;
    }

    private void requireKnown(Predicate<String> isKnown, String... names) {
        var unknown = new TreeSet<String>();
        node.fieldNames().forEachRemaining(name -> {
            if (!isKnown.test(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw refused(
                    shown(unknown.first()),
                    "The member %s is unknown. The members are: %s."
                            .formatted(shown(unknown), String.join(", ", names)));
        }
    }

    private static String shown(Set<String> names) {
        var first = names.stream().limit(MAX_SHOWN_NAMES).map(Fields::shown).collect(Collectors.joining(", "));
        return names.size() > MAX_SHOWN_NAMES
                ? "%s and %d more".formatted(first, names.size() - MAX_SHOWN_NAMES)
                : first;
    }

    /** A text of the client as an error shows it: only its beginning, because it can be megabytes long. */
    public static String shown(String text) {
        return text.codePointCount(0, text.length()) <= MAX_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN)) + "…";
    }

    public boolean has(String name) {
        return node.has(name);
    }

    public boolean isNull(String name) {
        return node.path(name).isNull();
    }

    /** A text that must be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** A text that may be missing, but not null. */
    public Optional<String> optionalText(String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isTextual()) {
            throw wrongType(name, "a text");
        }
        return Optional.of(node.get(name).textValue());
    }

    /** A whole number that may be missing, but not null. */
    public Optional<Long> optionalNumber(String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isIntegralNumber() || !node.get(name).canConvertToLong()) {
            throw wrongType(name, "a whole number");
        }
        return Optional.of(node.get(name).longValue());
    }

    /** An object that must be there. */
    public Fields object(String name) {
        if (!node.has(name)) {
            throw missing(name);
        }
        return of(node.get(name), at(name), pointerTo(name));
    }

    /** A list of objects; empty if it is missing. */
    public List<Fields> list(String name) {
        if (!node.has(name)) {
            return List.of();
        }
        if (!node.get(name).isArray()) {
            throw wrongType(name, "a list");
        }
        var items = new ArrayList<Fields>(node.get(name).size());
        var at = at(name);
        var to = pointerTo(name);
        for (var item : node.get(name)) {
            items.add(of(item, at + "[" + items.size() + "]", to + "/" + items.size()));
        }
        return items;
    }

    public ProblemException wrongType(String name, String expected) {
        return refused(name, "The member %s must be %s.".formatted(at(name), expected));
    }

    public ProblemException missing(String name) {
        return refused(name, "The member %s is missing.".formatted(at(name)));
    }

    /** The place of a member in the body. */
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private String pointerTo(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The refusal of a member of this object. */
    public ProblemException refused(String name, String detail) {
        return refused(at(name), pointerTo(name), detail);
    }

    private static ProblemException refused(String member, String pointer, String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail)
                .with("member", member)
                .with("pointer", pointer)
                .asException();
    }
}
