package dev.holdfast.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is found under a path.
 *
 * @param path the path, with names in braces for the parts that vary
 * @param actions what can be done there, by method; HEAD follows from GET, and OPTIONS is always there
 * @param isOpen whether everyone may use it, without saying who they are
 */
record Resource(String path, Map<String, Action> actions, boolean isOpen) {

    Resource {
        actions = Map.copyOf(actions);
    }

    static Resource at(String path) {
        return new Resource(path, Map.of(), false);
    }

    /** The same for everyone. */
    Resource open() {
        return new Resource(path, actions, true);
    }

    Resource get(Action action) {
        return with("GET", action);
    }

    Resource post(Action action) {
        return with("POST", action);
    }

    Resource patch(Action action) {
        return with("PATCH", action);
    }

    Resource delete(Action action) {
        return with("DELETE", action);
    }

    /** The same under another path. */
    Resource alsoAt(String other) {
        return new Resource(other, actions, isOpen);
    }

    private Resource with(String method, Action action) {
        var more = new LinkedHashMap<>(actions);
        more.put(method, action);
        return new Resource(path, more, isOpen);
    }

    Optional<Action> action(String method) {
        return Optional.ofNullable(actions.get(method.equals("HEAD") ? "GET" : method));
    }

    /** The methods it understands, as the field Allow lists them. */
    String allow() {
        Set<String> methods = new LinkedHashSet<>();
        if (actions.containsKey("GET")) {
            methods.add("GET");
            methods.add("HEAD");
        }
        for (var method : new String[] {"POST", "PATCH", "DELETE"}) {
            if (actions.containsKey(method)) {
                methods.add(method);
            }
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
