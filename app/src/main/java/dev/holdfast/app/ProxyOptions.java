package dev.holdfast.app;

import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.address.AddressRange;
import dev.holdfast.http.address.PublicUrl;
import dev.holdfast.http.address.PublicUrls;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.ProxyRoles;
import dev.holdfast.http.auth.Role;
import dev.holdfast.http.auth.RoleFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for a reverse proxy in front of the server: its address, and what it says of users. */
final class ProxyOptions {

    /** A field name (RFC 9110 §5.1). */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description = {
                "Believe the reverse proxy with this address, or with one of this range: X-Forwarded-For for the",
                "addresses of clients, X-Forwarded-Proto for the Secure attribute of their cookies, and the header of",
                "--trust-user-header. For example 10.0.0.7 or 10.0.0.0/8.",
                "Repeat the option or separate addresses with commas."
            })
    private List<String> trustedProxy = List.of();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = {
                "A URL under which people reach the server through a reverse proxy, for example",
                "https://captions.example.org. Its host is accepted in Host, and pages of it may save with cookies, which are",
                "Secure if all public URLs are https. Repeat the option for several."
            })
    private List<String> publicUrl = List.of();

    @Option(
            names = "--trust-user-header",
            paramLabel = "NAME",
            description = {
                "Take the user name from this request header of a trusted proxy, and refuse it from everyone else.",
                "The proxy must set it, and must remove it from incoming requests. Without --trusted-proxy only a proxy",
                "on this computer is trusted."
            })
    private @Nullable String trustUserHeader;

    @Option(
            names = "--trust-role-header",
            paramLabel = "NAME",
            description = {
                "Take the role of the user from this request header of the proxy: reader, editor or admin.",
                "Anything else counts as reader. The proxy must remove it from incoming requests, too."
            })
    private @Nullable String trustRoleHeader;

    @Option(
            names = "--roles-file",
            paramLabel = "FILE",
            description = {
                "Take the roles of the proxy's users from this file, one to a line, for example 'admin Ana'.",
                "A running server picks up changes."
            })
    private @Nullable Path rolesFile;

    @Option(
            names = "--default-role",
            paramLabel = "ROLE",
            defaultValue = "editor",
            description = "The role of the proxy's users who have none by header or file (default: ${DEFAULT-VALUE}).")
    private Role defaultRole = ProxyRoles.DEFAULT;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** True if the proxy names the users. */
    boolean namesUsers() {
        return trustUserHeader != null;
    }

    /** Checks that the options fit together, and to an address. */
    void requireValidFor(ServerOptions address) {
        requireName("--trust-user-header", trustUserHeader);
        requireName("--trust-role-header", trustRoleHeader);
        if (!namesUsers() && (trustRoleHeader != null || rolesFile != null || defaultRole != ProxyRoles.DEFAULT)) {
            throw invalid(
                    "--trust-role-header, --roles-file and --default-role are for users whom a proxy names; use them with --trust-user-header.");
        }
        if (trustRoleHeader != null && rolesFile != null) {
            throw invalid("--trust-role-header and --roles-file are two sources of roles; choose one.");
        }
        if (trustUserHeader != null && trustUserHeader.equalsIgnoreCase(trustRoleHeader)) {
            throw invalid("--trust-user-header and --trust-role-header must be two headers.");
        }
        var unused = trusted();
        if (namesUsers() && trustedProxy.isEmpty() && !address.isLoopback()) {
            throw invalid("--trust-user-header with --host " + address.host()
                    + " needs --trusted-proxy with the address of the proxy, for example --trusted-proxy 10.0.0.7."
                    + " Otherwise everyone who can reach the server could pass for any user.");
        }
    }

    private void requireName(String option, @Nullable String name) {
        if (name != null && !FIELD.matcher(name).matches()) {
            throw invalid(option + " must be the name of a header, for example X-User.");
        }
    }

    /** The authentication by the proxy. Reads the roles file. */
    Authentication authentication() {
        return new Authentication.UserHeader(Objects.requireNonNull(trustUserHeader), roles());
    }

    private ProxyRoles roles() {
        if (rolesFile != null) {
            return new ProxyRoles.OfFile(RoleFile.read(rolesFile), defaultRole);
        }
        return trustRoleHeader == null
                ? new ProxyRoles.Same(defaultRole)
                : new ProxyRoles.OfField(trustRoleHeader, defaultRole);
    }

    /** The URLs under which people reach the server. */
    PublicUrls publicUrls() {
        var urls = new ArrayList<PublicUrl>();
        for (var text : publicUrl) {
            try {
                urls.add(PublicUrl.parse(text));
            } catch (IllegalArgumentException e) {
                throw invalid("--public-url: %s.".formatted(e.getMessage()));
            }
        }
        return new PublicUrls(urls);
    }

    /** The proxies that are believed. */
    TrustedProxies trusted() {
        if (trustedProxy.isEmpty()) {
            return namesUsers() ? TrustedProxies.onLoopback() : TrustedProxies.none();
        }
        var ranges = new ArrayList<AddressRange>();
        for (var text : trustedProxy) {
            try {
                ranges.add(AddressRange.parse(text.strip()));
            } catch (IllegalArgumentException e) {
                throw invalid("--trusted-proxy: %s.".formatted(e.getMessage()));
            }
        }
        return new TrustedProxies(ranges);
    }

    /** A line that says who is believed; empty if nobody is. */
    Optional<String> summary(Authentication authentication) {
        if (authentication instanceof Authentication.UserHeader header) {
            return Optional.of(
                    "Users are named by the header %s of requests from %s%s; %s. From other addresses that header is refused."
                            .formatted(
                                    header.name(),
                                    trusted(),
                                    trustedProxy.isEmpty() ? " (this computer; --trusted-proxy names others)" : "",
                                    header.roles().description()));
        }
        return trustedProxy.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The addresses of clients come from X-Forwarded-For, and their schemes from X-Forwarded-Proto, of requests from %s."
                                .formatted(trusted()));
    }

    private ParameterException invalid(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
