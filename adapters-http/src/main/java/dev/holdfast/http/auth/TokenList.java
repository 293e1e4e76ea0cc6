package dev.holdfast.http.auth;

import dev.holdfast.application.session.Principal;
import dev.holdfast.domain.Author;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tokens of a tokens file at one moment. A line that cannot be read takes away no other. Immutable. */
final class TokenList {

    static final TokenList EMPTY = new TokenList(List.of());

    static final String EXPIRED = "expired";

    private final List<TokenLine> lines;

    /** The first of each digest. */
    private final Map<Principal, TokenEntry> byPrincipal = new HashMap<>();

    private final Map<String, TokenEntry> byDigest = new HashMap<>();
    private final Map<Author, List<TokenEntry>> byAuthor;

    private TokenList(List<TokenLine> lines) {
        this.lines = lines;
        for (var entry : entries(lines)) {
            if (byDigest.putIfAbsent(entry.digest(), entry) == null) {
                byPrincipal.put(entry.principal(), entry);
            }
        }
        this.byAuthor = entries(lines).stream().collect(Collectors.groupingBy(TokenEntry::author));
    }

    private static List<TokenEntry> entries(List<TokenLine> lines) {
        return lines.stream().map(TokenLine::entry).flatMap(Optional::stream).toList();
    }

    /**
     * Parses a file.
     *
     * @param bytes the bytes, one character each
     */
    static TokenList parse(String bytes) {
        return new TokenList(TokenLine.all(bytes));
    }

    List<TokenLine> lines() {
        return lines;
    }

    /** The entry of a token, valid or not. Takes the same time wherever the entry is. */
    Optional<TokenEntry> find(String token) {
        var digest = TokenEntry.digest(token);
        var found = Optional.<TokenEntry>empty();
        for (var entry : byDigest.values()) {
            if (entry.hasDigest(digest)) {
                found = Optional.of(entry);
            }
        }
        return found;
    }

    /** The role of an author: that of the first token that has not expired. */
    Optional<Role> role(Author author, Instant now) {
        return byAuthor.getOrDefault(author, List.of()).stream()
                .filter(entry -> !entry.isExpired(now))
                .map(TokenEntry::role)
                .findFirst();
    }

    /** The reason for which a token is not valid: {@link #EXPIRED} or a noun; empty if it is valid. */
    Optional<String> invalidity(TokenEntry entry, Instant now) {
        if (entry.isExpired(now)) {
            return Optional.of(EXPIRED);
        }
        if (!entry.equals(byDigest.get(entry.digest()))) {
            return Optional.of("the same token as on an earlier line");
        }
        return role(entry.author(), now).equals(Optional.of(entry.role()))
                ? Optional.empty()
                : Optional.of("another role than an earlier token of this name");
    }

    /** True if a person's token is valid and has the same role still. */
    boolean holds(Principal principal, Instant now) {
        return Optional.ofNullable(byPrincipal.get(principal))
                .filter(entry -> invalidity(entry, now).isEmpty())
                .isPresent();
    }

    /** The number of valid tokens. */
    int count(Instant now) {
        return (int) entries(lines).stream()
                .filter(entry -> invalidity(entry, now).isEmpty())
                .count();
    }

    /** The lines that are left out, without those of tokens that have expired. */
    List<UnusableLine> faults(Instant now) {
        return lines.stream()
                .filter(TokenLine::isToken)
                .flatMap(line -> fault(line, now).map(reason -> new UnusableLine(line.number(), reason)).stream())
                .toList();
    }

    private Optional<String> fault(TokenLine line, Instant now) {
        return line.entry()
                .map(entry -> invalidity(entry, now).filter(reason -> !entry.isExpired(now)))
                .orElse(Optional.of("not a token, a role and a name"));
    }
}
