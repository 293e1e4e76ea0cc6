package dev.holdfast.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that were authenticated and names that their owners typed, told apart wherever a name is. */
final class VerifiedNamesTest {

    private static TestServer server(boolean verified) {
        var byProxy = ServerOptions.defaults()
                .withAuthentication(new Authentication.UserHeader("X-User"))
                .withTrustedProxies(TrustedProxies.onLoopback());
        return TestServer.start(verified ? byProxy : ServerOptions.defaults());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void each_name_says_if_it_was_authenticated(boolean verified) {
        try (var server = server(verified)) {
            var ann = verified ? "X-User: Ann" : "Holdfast-Author: Ann";
            var body =
                    "{\"id\":\"d\",\"title\":\"\",\"mediaType\":\"text/plain\",\"segments\":[{\"content\":\"one\"}]}";
            var bodies = new ArrayList<JsonNode>();

            bodies.add(server.json("POST", "/api/documents", body, ann).json());
            var list = server.get("/api/documents/d/segments", ann).json();
            bodies.add(list);
            var segment = "/api/segments/" + list.findValue("id").asText();
            bodies.add(server.json("PATCH", segment, "{\"content\":\"two\"}", ann, "If-Match: *")
                    .json());
            bodies.add(server.json("PATCH", segment, "{\"content\":\"three\"}", ann, "If-Match: \"x\"")
                    .json());
            bodies.add(server.json("PATCH", "/api/documents/d", "{\"title\":\"T\"}", ann, "If-Match: \"x\"")
                    .json());
            var edit = "{\"edits\":[{\"op\":\"replace\",\"id\":\"%s\",\"ifMatch\":\"\\\"x\\\"\",\"content\":\"y\"}]}"
                    .formatted(list.findValue("id").asText());
            bodies.add(server.json("POST", "/api/documents/d/edits", edit, ann).json());
            bodies.add(server.get(segment + "/revisions", ann).json());
            bodies.add(server.get("/api/documents/d/changes", ann).json());
            bodies.add(server.get("/api/documents", ann).json());
            try (var events = EventReader.open(server, "d", ann)) {
                bodies.add(events.next().json());
            }
            server.delete(segment, ann, "If-Match: *");
            bodies.add(server.get(segment, ann).json());
            server.delete("/api/documents/d", ann, "If-Match: *");
            bodies.add(server.get("/api/documents/d", ann).json());

            assertThat(bodies).allSatisfy(json -> assertThat(names(json)).isPositive());
            assertThat(bodies).allSatisfy(json -> requireSaid(json, verified));
        }
    }

    private static int names(JsonNode json) {
        return List.of("updatedBy", "createdBy", "changedBy", "author").stream()
                .mapToInt(member -> json.findValues(member).size())
                .sum();
    }

    /** Each object with a name says it, too. */
    private static void requireSaid(JsonNode json, boolean verified) {
        for (var member : List.of("updatedBy", "createdBy", "changedBy", "author")) {
            for (var parent : json.findParents(member)) {
                var said = parent.path(member.equals("author") ? "verified" : member + "Verified");
                assertThat(said.isBoolean()).as("%s in %s", member, parent).isTrue();
                assertThat(said.booleanValue()).as("%s in %s", member, parent).isEqualTo(verified);
            }
        }
    }
}
