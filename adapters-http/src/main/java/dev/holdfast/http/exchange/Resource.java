package dev.holdfast.http.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is found under a path.
 *
 * @param path the path, with names in braces for the parts that vary
 * @param actions what can be done there, by method; HEAD follows from GET, and OPTIONS is always there
 * @param isOpen whether everyone may use it, without saying who they are
 */
public record Resource(String path, Map<String, Action> actions, boolean isOpen) {

    public Resource {
        actions = Map.copyOf(actions);
    }

    public static Resource at(String path) {
        return new Resource(path, Map.of(), false);
    }

    /** The same for everyone. */
    public Resource open() {
        return new Resource(path, actions, true);
    }

    public Resource get(Action action) {
        return with("GET", action);
    }

    public Resource post(Action action) {
        return with("POST", action);
    }

    public Resource patch(Action action) {
        return with("PATCH", action);
    }

    public Resource delete(Action action) {
        return with("DELETE", action);
    }

    /** The same under another path. */
    public Resource alsoAt(String other) {
        return new Resource(other, actions, isOpen);
    }

    private Resource with(String method, Action action) {
        var more = new LinkedHashMap<>(actions);
        more.put(method, action);
        return new Resource(path, more, isOpen);
    }

    public Optional<Action> action(String method) {
        return Optional.ofNullable(actions.get(method.equals("HEAD") ? "GET" : method));
    }

    /** The methods it understands, as the field Allow lists them. */
    public String allow() {
        return allow(actions.keySet());
    }

    /** The methods that one or another understands. */
    public static String allow(List<Resource> resources) {
        return allow(resources.stream()
                .flatMap(resource -> resource.actions().keySet().stream())
                .collect(Collectors.toSet()));
    }

    private static String allow(Set<String> actions) {
        var methods = new ArrayList<String>();
        if (actions.contains("GET")) {
            methods.add("GET");
            methods.add("HEAD");
        }
        for (var method : new String[] {"POST", "PATCH", "DELETE"}) {
            if (actions.contains(method)) {
                methods.add(method);
            }
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
