package dev.holdfast.http.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resource of the interface: a path and its endpoints.
 *
 * @param path the path, with names in braces for its variable parts
 * @param endpoints the endpoints by method; HEAD follows from GET, and every resource has OPTIONS
 * @param isOpen true if it needs no authentication
 * @param isHealth true for a health check, which is answered by threads of its own
 */
public record Resource(String path, Map<String, Endpoint> endpoints, boolean isOpen, boolean isHealth) {

    public Resource {
        endpoints = Map.copyOf(endpoints);
    }

    public static Resource at(String path) {
        return new Resource(path, Map.of(), false, false);
    }

    /** Copy that needs no authentication. */
    public Resource open() {
        return new Resource(path, endpoints, true, isHealth);
    }

    /** Copy that is a health check. */
    public Resource health() {
        return new Resource(path, endpoints, isOpen, true);
    }

    public Resource get(Endpoint endpoint) {
        return with("GET", endpoint);
    }

    public Resource post(Endpoint endpoint) {
        return with("POST", endpoint);
    }

    public Resource put(Endpoint endpoint) {
        return with("PUT", endpoint);
    }

    public Resource patch(Endpoint endpoint) {
        return with("PATCH", endpoint);
    }

    public Resource delete(Endpoint endpoint) {
        return with("DELETE", endpoint);
    }

    /** Copy at another path. */
    public Resource alsoAt(String other) {
        return new Resource(other, endpoints, isOpen, isHealth);
    }

    private Resource with(String method, Endpoint endpoint) {
        var more = new LinkedHashMap<>(endpoints);
        more.put(method, endpoint);
        return new Resource(path, more, isOpen, isHealth);
    }

    public Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(endpoints.get(method.equals("HEAD") ? "GET" : method));
    }

    /** The methods of the resource, as the field Allow lists them. */
    public String allow() {
        return allow(endpoints.keySet());
    }

    /** The methods that at least one of the resources has. */
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
        for (var method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            if (endpoints.contains(method)) {
                methods.add(method);
            }
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
