package dev.holdfast.app;

import dev.holdfast.http.AccessLogFormat;
import picocli.CommandLine.Option;

/** Options for the log. */
final class LogOptions {

    @Option(
            names = "--access-log",
            paramLabel = "FORMAT",
            defaultValue = "full",
            description = {
                "The access log on standard error (default: ${DEFAULT-VALUE}):",
                "full   a line for each request, with the address of the client and the name of the user;",
                "short  the same without address and name;",
                "off    no access log."
            })
    private AccessLogFormat accessLog = AccessLogFormat.FULL;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "The form of the log: text, or json with one object on each line (default: ${DEFAULT-VALUE}).")
    private ServerLog.Format format = ServerLog.Format.TEXT;

    AccessLogFormat accessLog() {
        return accessLog;
    }

    ServerLog.Format format() {
        return format;
    }
}
