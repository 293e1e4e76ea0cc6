package dev.holdfast.http.auth;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.http.exchange.LogValue;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Security events, one line each in the log {@code dev.holdfast.http.security}. They name people, addresses and files, never a
 * token or a text. A refusal is told once a minute for each address (of IPv6, each /64 network), with the number of those that
 * were not told since. Safe for use by many threads.
 */
public final class SecurityEvents {

    private static final Logger LOGGER = LoggerFactory.getLogger("dev.holdfast.http.security");

    private static final String SESSION_COOKIE = "holdfast-session=";

    private final Repetitions repetitions = new Repetitions(System::nanoTime);

    /** Reason for which a session ended. */
    public enum SessionEnd {
        SIGNED_OUT,
        SIGNED_OUT_EVERYWHERE;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The failure of a request, if a right or a credential that it shows is refused. */
    public void refused(Request request, Throwable failure) {
        if (failure instanceof AccessDenied) {
            accessRefused(request, request.author());
        } else if (failure instanceof ProblemException refusal && isOfToken(refusal.problem()) && showsToken(request)) {
            tokenRefused(request, refusal.problem().detail());
        }
    }

    private static boolean isOfToken(Problem problem) {
        return problem.type() == ProblemType.UNAUTHENTICATED
                && problem.headers().getOrDefault("WWW-Authenticate", "").startsWith("Bearer");
    }

    /** A browser that was never signed in shows none. */
    private static boolean showsToken(Request request) {
        return !request.lines("Authorization").isEmpty()
                || request.lines("Cookie").stream().anyMatch(line -> line.contains(SESSION_COOKIE))
                || (request.method().equals("POST") && request.path().equals("/api/session"));
    }

    /**
     * A token or a session cookie that is not accepted, and belongs to nobody who is known.
     *
     * @param reason a fixed text without anything of the request, for example {@code The token is unknown.}
     */
    public void tokenRefused(Request request, String reason) {
        tell("token-refused", request, facts("reason", reason));
    }

    /** A request that the role of its author does not allow. */
    public void accessRefused(Request request, Author author) {
        tell(
                "access-refused",
                request,
                facts("name", author.name(), "verified", author.verified(), "method", request.method()));
    }

    /** A header field of the reverse proxy in a request that did not come from it. */
    public void proxyFieldRefused(Request request, String field) {
        tell("proxy-field-refused", request, facts("field", field));
    }

    /** A user of the reverse proxy whose name cannot be read. */
    public void userUnreadable(Request request, String field) {
        tell("user-unreadable", request, facts("field", field));
    }

    /** A role of the reverse proxy that cannot be read, so that the least one holds. */
    public void roleUnreadable(Request request, Author author, String field) {
        tell("role-unreadable", request, facts("field", field, "name", author.name(), "role", Role.READER.label()));
    }

    /**
     * A file of tokens or roles that was read, at the start or since it changed.
     *
     * @param kind {@code tokens} or {@code roles}
     * @param lines the number of lines that hold
     * @param unusable the number of lines that are left out
     */
    public void fileRead(String kind, Path file, int lines, int unusable) {
        log(
                unusable == 0 ? Level.INFO : Level.WARN,
                kind + "-read",
                facts("file", file, "lines", lines, "unusable", unusable));
    }

    /**
     * A line of such a file that is left out.
     *
     * @param reason what is wrong with it and what was expected, without the content of the line
     */
    public void lineUnusable(String kind, Path file, int line, String reason) {
        log(Level.WARN, kind + "-line-unusable", facts("file", file, "line", line, "reason", reason));
    }

    /** Such a file that cannot be read. */
    public void fileUnreadable(String kind, Path file, String reason) {
        log(Level.ERROR, kind + "-unreadable", facts("file", file, "reason", reason));
    }

    /** A sign-in. */
    public void sessionBegun(Request request, Author author) {
        log(Level.INFO, "session-begun", and(origin(request), facts("name", author.name())));
    }

    /** The end of a session that its request caused. */
    public void sessionEnded(Request request, Author author, SessionEnd end) {
        log(Level.INFO, "session-ended", and(origin(request), facts("name", author.name(), "reason", end.label())));
    }

    private void tell(String event, Request request, Map<String, Object> facts) {
        repetitions.next(event + " " + request.client().network()).ifPresent(untold -> {
            var all = and(facts, origin(request));
            log(Level.WARN, event, untold == 0 ? all : and(all, facts("untold", untold)));
        });
    }

    private static Map<String, Object> origin(Request request) {
        return facts("address", request.client().text(), "requestId", request.id());
    }

    /** Facts in this order. */
    private static Map<String, Object> facts(Object... namesAndValues) {
        var facts = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            facts.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return facts;
    }

    private static Map<String, Object> and(Map<String, Object> facts, Map<String, Object> more) {
        var all = new LinkedHashMap<>(facts);
        all.putAll(more);
        return all;
    }

    private static void log(Level level, String event, Map<String, Object> facts) {
        var line = LOGGER.atLevel(level).addKeyValue("event", event);
        for (var fact : facts.entrySet()) {
            line = line.addKeyValue(fact.getKey(), fact.getValue());
        }
        line.log(facts.entrySet().stream()
                .map(fact -> fact.getKey() + "=" + LogValue.of(String.valueOf(fact.getValue())))
                .collect(Collectors.joining(" ", event + " ", "")));
    }
}
