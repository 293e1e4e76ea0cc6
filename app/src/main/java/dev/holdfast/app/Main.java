package dev.holdfast.app;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of Holdfast. */
@Command(
        name = "holdfast",
        description = {
            "Text that people edit at the same time without silently overwriting each other.",
            "",
            "Without a command, serves."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            TokenCommand.class
        },
        footer = {
            "",
            "Every option can be given as an environment variable too: --database-url is HOLDFAST_DATABASE_URL.",
            "Exit codes: 0 done, 1 it could not be done, 2 the command line is wrong."
        })
final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command line to its end, and returns the exit code. */
    static int run(String... args) {
        return commandLine().execute(withCommand(args));
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setDefaultValueProvider(new Environment(System.getenv()))
                .setParameterExceptionHandler(OneLineErrors::wrongCommandLine)
                .setExecutionExceptionHandler(OneLineErrors::failed)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Options alone are for the server. */
    private static String[] withCommand(String[] args) {
        var ofHoldfast =
                args.length > 0 && Stream.of("-h", "--help", "-V", "--version").anyMatch(args[0]::equals);
        var hasCommand = args.length > 0 && !args[0].startsWith("-");
        return ofHoldfast || hasCommand
                ? args
                : Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new);
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Holdfast " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
