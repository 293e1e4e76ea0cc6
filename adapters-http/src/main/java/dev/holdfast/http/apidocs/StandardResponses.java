package dev.holdfast.http.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The responses that follow from the parameters and the body of an operation, so that openapi.yaml does not repeat them. A
 * response that the operation has there takes precedence over the standard one of its status.
 */
final class StandardResponses {

    /** In the order of their statuses. Of several rules with one status, the first that applies counts. */
    private static final List<Rule> RULES = List.of(
            new Rule("304", "NotModified", operation -> operation.has("IfNoneMatch")),
            new Rule("400", "BadWrite", Operation::hasBody),
            new Rule("400", "BadRead", operation -> true),
            new Rule("401", "Unauthenticated", Operation::hasAuthor),
            new Rule("403", "Forbidden", Operation::isOfOneDocument),
            new Rule("404", "NotFound", Operation::isOfOneDocument),
            new Rule("406", "NotAcceptable", operation -> true),
            new Rule("408", "RequestTimeout", Operation::hasBody),
            new Rule("412", "ConditionOfReadFailed", operation -> operation.has("IfMatchOfRead")),
            new Rule("413", "TooLarge", Operation::hasBody),
            new Rule("414", "UriTooLong", operation -> true),
            new Rule("415", "UnsupportedPatchType", Operation::isPatch),
            new Rule("415", "UnsupportedMediaType", Operation::hasBody),
            new Rule("421", "Misdirected", operation -> true),
            new Rule("428", "PreconditionRequired", operation -> operation.has("IfMatch")),
            new Rule("431", "HeadersTooLarge", operation -> true),
            new Rule("500", "InternalError", operation -> true),
            new Rule("503", "Unavailable", Operation::hasAuthor));

    private record Rule(String status, String component, Predicate<Operation> applies) {}

    private record Operation(String path, JsonNode item, String method) {

        /** True if it has a parameter of that name among the components. */
        boolean has(String parameter) {
            return refersTo(item.path(method), parameter);
        }

        boolean hasAuthor() {
            return refersTo(item, "Author");
        }

        boolean isOfOneDocument() {
            return hasAuthor() && path.contains("{id}");
        }

        boolean hasBody() {
            return item.path(method).has("requestBody");
        }

        boolean isPatch() {
            return method.equals("patch");
        }

        private static boolean refersTo(JsonNode holder, String parameter) {
            return holder.path("parameters").findValuesAsText("$ref").contains("#/components/parameters/" + parameter);
        }
    }

    private StandardResponses() {}

    /** Adds them to the operations of a path. */
    static void addTo(String path, ObjectNode item) {
        item.properties().stream()
                .filter(member -> OpenApi.isMethod(member.getKey()))
                .forEach(member -> add((ObjectNode) member.getValue(), new Operation(path, item, member.getKey())));
    }

    private static void add(ObjectNode description, Operation operation) {
        var byStatus = new TreeMap<String, JsonNode>();
        description.path("responses").properties().forEach(own -> byStatus.put(own.getKey(), own.getValue()));
        RULES.stream()
                .filter(rule -> rule.applies().test(operation))
                .forEach(rule -> byStatus.putIfAbsent(
                        rule.status(), OpenApi.reference(description, "responses/" + rule.component())));
        description.putObject("responses").setAll(byStatus);
    }
}
