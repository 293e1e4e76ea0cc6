package dev.holdfast.http.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A resource: a path and its endpoints.
 *
 * @param path the path, with names in braces for the parts that vary
 * @param endpoints what can be done there, by method; HEAD follows from GET, and OPTIONS is always there
 * @param isOpen whether everyone may use it, without saying who they are
 */
public record Resource(String path, Map<String, Endpoint> endpoints, boolean isOpen) {

    public Resource {
        endpoints = Map.copyOf(endpoints);
    }

    public static Resource at(String path) {
        return new Resource(path, Map.of(), false);
    }

    /** The same for everyone. */
    public Resource open() {
        return new Resource(path, endpoints, true);
    }

    public Resource get(Endpoint endpoint) {
        return with("GET", endpoint);
    }

    public Resource post(Endpoint endpoint) {
        return with("POST", endpoint);
    }

    public Resource patch(Endpoint endpoint) {
        return with("PATCH", endpoint);
    }

    public Resource delete(Endpoint endpoint) {
        return with("DELETE", endpoint);
    }

    /** The same under another path. */
    public Resource alsoAt(String other) {
        return new Resource(other, endpoints, isOpen);
    }

    private Resource with(String method, Endpoint endpoint) {
        var more = new LinkedHashMap<>(endpoints);
        more.put(method, endpoint);
        return new Resource(path, more, isOpen);
    }

    public Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(endpoints.get(method.equals("HEAD") ? "GET" : method));
    }

    /** The methods it understands, as the field Allow lists them. */
    public String allow() {
        return allow(endpoints.keySet());
    }

    /** The methods that one or another understands. */
    public static String allow(List<Resource> resources) {
        return allow(resources.stream()
                .flatMap(resource -> resource.endpoints().keySet().stream())
                .collect(Collectors.toSet()));
    }

    private static String allow(Set<String> endpoints) {
        var methods = new ArrayList<String>();
        if (endpoints.contains("GET")) {
            methods.add("GET");
            methods.add("HEAD");
        }
        for (var method : new String[] {"POST", "PATCH", "DELETE"}) {
            if (endpoints.contains(method)) {
                methods.add(method);
            }
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
