package dev.holdfast.http.auth;

import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.exchange.LogValue;
import dev.holdfast.http.exchange.Request;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Security events, one line each in the log {@code dev.holdfast.http.security}. They name people, addresses and files, never a
 * token or a text. A refusal is told once a minute for each address (of IPv6, each /64 network) and owner of a token, with the number of those
 * that were not told since. Safe for use by many threads.
 */
public final class SecurityEvents {

    private static final Logger LOGGER = LoggerFactory.getLogger("dev.holdfast.http.security");

    private static final String SESSION_COOKIE = "holdfast-session=";

    /** A file of another kind has nothing but lines that are left out. */
    private static final int MAX_LINES = 20;

    private final Repetitions repetitions = new Repetitions(System::nanoTime);

    /** Reason for which a session ended. */
    public enum SessionEnd {
        SIGNED_OUT,
        SIGNED_OUT_EVERYWHERE,
        UNUSED,
        EXPIRED;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The failure of a request, if a right or a credential that it shows is refused. */
    public void refused(Request request, Throwable failure) {
        if (failure instanceof AccessDenied) {
            accessRefused(request, request.author());
        } else if (failure instanceof RefusedToken refusal && showsToken(request)) {
            tokenRefused(request, refusal);
        }
    }

    /** A browser that was never signed in shows none. */
    private static boolean showsToken(Request request) {
        return !request.lines("Authorization").isEmpty()
                || request.lines("Cookie").stream().anyMatch(line -> line.contains(SESSION_COOKIE))
                || (request.method().equals("POST") && request.path().equals("/api/session"));
    }

    /** A token or a session cookie that is not accepted, with the name of its owner if that is known. */
    private void tokenRefused(Request request, RefusedToken refusal) {
        var reason = facts("reason", refusal.problem().detail());
        var name = refusal.owner().map(Author::name);
        tell(
                "token-refused",
                name.orElse(""),
                request,
                name.map(known -> and(facts("name", known), reason)).orElse(reason));
    }

    /** A connection that was closed at once, because there are too many of all, or of its address. Told once a minute. */
    public void connectionRefused(ClientAddress address) {
        repetitions
                .next("connection-refused")
                .ifPresent(untold ->
                        log(Level.WARN, "connection-refused", withUntold(facts("address", address.text()), untold)));
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
     * @param unusable the lines that are left out, of which the first ones are told each by itself
     */
    void fileRead(String kind, Path file, int lines, List<UnusableLine> unusable) {
        unusable.stream()
                .limit(MAX_LINES)
                .forEach(line -> log(
                        Level.WARN,
                        kind + "-line-unusable",
                        facts("file", file, "line", line.number(), "reason", line.reason())));
        log(
                unusable.isEmpty() ? Level.INFO : Level.WARN,
                kind + "-read",
                facts("file", file, "lines", lines, "unusable", unusable.size()));
    }

    /** Such a file that cannot be read. */
    void fileUnreadable(String kind, Path file, String reason) {
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

    /** The end of a session that no request caused: by disuse, or because its time was over. */
    void sessionOver(Sessions.Over session) {
        var end = session.isUnused() ? SessionEnd.UNUSED : SessionEnd.EXPIRED;
        log(Level.INFO, "session-ended", facts("name", session.author().name(), "reason", end.label()));
    }

    private void tell(String event, Request request, Map<String, Object> facts) {
        tell(event, "", request, facts);
    }

    /** Tells an event, unless it was told of the same address and the same subject within the minute. */
    private void tell(String event, String subject, Request request, Map<String, Object> facts) {
        repetitions
                .next(String.join(" ", event, request.client().network(), subject))
                .ifPresent(untold -> {
                    log(Level.WARN, event, withUntold(and(facts, origin(request)), untold));
                });
    }

    private static Map<String, Object> withUntold(Map<String, Object> facts, int untold) {
        return untold == 0 ? facts : and(facts, facts("untold", untold));
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
