package dev.holdfast.app;

import dev.holdfast.application.session.SessionSettings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for the sessions of people who signed in with a token. */
final class SessionOptions {

    @Option(
            names = "--session-idle",
            paramLabel = "TIME",
            defaultValue = "12h",
            converter = DurationConverter.class,
            description = "The time without use after which a browser is signed out (default: ${DEFAULT-VALUE}).")
    private Duration idle = SessionSettings.defaults().idle();

    @Option(
            names = "--session-lifetime",
            paramLabel = "TIME",
            defaultValue = "30d",
            converter = DurationConverter.class,
            description = "The time after which a browser is signed out in any case (default: ${DEFAULT-VALUE}).")
    private Duration lifetime = SessionSettings.defaults().lifetime();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    SessionSettings settings() {
        return new SessionSettings(checked("--session-idle", idle), checked("--session-lifetime", lifetime));
    }

    private Duration checked(String option, Duration time) {
        if (time.compareTo(SessionSettings.MIN) < 0 || time.compareTo(SessionSettings.MAX) > 0) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "%s must be from %dm to %dd."
                            .formatted(option, SessionSettings.MIN.toMinutes(), SessionSettings.MAX.toDays()));
        }
        return time;
    }
}
