package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy.Action;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Permissions in all documents. Each role includes those of the roles before it. */
public enum Role {
    /** May read documents, segments and their history. */
    READER,
    /** May insert, edit, delete and restore segments. */
    EDITOR,
    /** May create, import, rename, delete and restore documents. */
    ADMIN;

    boolean allows(Action action) {
        return switch (action) {
            case READ -> true;
            case EDIT -> this != READER;
            case MANAGE -> this == ADMIN;
        };
    }

    /** The least role that may make a request (http.md, Who may do what). */
    public static Role needed(String method, String path) {
        if (method.equals("GET") || method.equals("HEAD")) {
            return READER;
        }
        return path.matches("/api/documents(/[^/]+(/restore)?)?") ? ADMIN : EDITOR;
    }

    /** The name in tokens files and on the command line: in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of two with fewer permissions. */
    static Role lesser(Role one, Role other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The role with that {@link #label}. */
    static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
