package dev.holdfast.app;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Entry point: the command {@code holdfast} and its subcommands. */
@Command(
        name = "holdfast",
        description = {
            "Text that people edit at the same time without silently overwriting each other.",
            "",
            "Without a command, runs the server."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            UpdateCommand.class,
            ListCommand.class,
            VerifyCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            UpgradeCommand.class,
            HealthCommand.class,
            TokenCommand.class
        },
        footer = {
            "",
            "Every option can also be set by an environment variable: --database-url is HOLDFAST_DATABASE_URL.",
            "Exit codes: 0 success, 1 failure, 2 invalid command line."
        })
final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command line and returns its exit code. */
    static int run(String... args) {
        return commandLine().execute(withCommand(args));
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setParameterExceptionHandler(ErrorMessages::invalidCommandLine)
                .setExecutionExceptionHandler(ErrorMessages::failedCommand)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Adds the command {@code serve} if the command line has only options. */
    private static String[] withCommand(String[] args) {
        var isTopLevelOption =
                args.length > 0 && Stream.of("-h", "--help", "-V", "--version").anyMatch(args[0]::equals);
        var hasCommand = args.length > 0 && !args[0].startsWith("-");
        return isTopLevelOption || hasCommand
                ? args
                : Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new);
    }

    /** The name and the version of the program, from the manifest of the jar. */
    static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return "Holdfast " + (version == null ? "(not from a jar)" : version);
    }

    /** Version for the option {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
