package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.StandardOutput;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.cli.internal.terminal.TerminalProbe;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// `fstore`: looks into tables, fetches rows and scans columns from a shell.
///
/// Data goes to standard output, everything else to standard error. The exit status is 0 for success, 1 for data that
/// cannot be read or written, 2 for a command line that cannot be carried out as it stands.
@Command(
        name = "fstore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Looks into Arrow IPC and Parquet tables, fetches rows by id and scans columns.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  fstore demo",
            "  fstore schema table.arrow",
            "  fstore fetch table.arrow --rows 5,3,3 --columns id,title",
            "",
            "Exit status: 0 success, 1 bad data, 2 bad command line."
        })
public final class FStore {
    private FStore() {}

    /// Runs a command and ends the process with its exit status.
    public static void main(String[] args) {
        Terminal terminal = new TerminalProbe(System.getenv()).probe();
        int status = run(new Console(System.in, new StandardOutput(), System.err, terminal), args);
        System.err.flush();
        System.exit(status);
    }

    /// Runs a command.
    ///
    /// @return the exit status
    static int run(Console console, String... args) {
        try {
            return commandLine(console, args).execute(args);
        } catch (Error e) { // such as a broken backend: picocli passes exceptions to Failures, but no errors
            return new Failures(console.err()).handle(e);
        }
    }

    /// The command line for these arguments: all commands, but one alone if the arguments begin with it. Reflection
    /// over the others would take longer than many a command.
    static CommandLine commandLine(Console console, String... args) {
        CommandLine root = new CommandLine(new FStore());
        Map<String, Function<Console, Object>> commands = commands();
        Function<Console, Object> only = args.length == 0 ? null : commands.get(args[0]);
        if (only != null) {
            root.addSubcommand(only.apply(console));
        } else {
            commands.values().forEach(command -> root.addSubcommand(command.apply(console)));
            root.addSubcommand(new CommandLine.HelpCommand());
            root.addSubcommand(new AutoComplete.GenerateCompletion());
        }
        root.getSubcommands().values().forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        Terminal terminal = console.terminal();
        Failures failures = new Failures(console.err());
        return root.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                terminal.showsOut() && terminal.drawsColors() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(terminal.widthColumns(), 60, 110))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static Map<String, Function<Console, Object>> commands() {
        Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("backends", BackendsCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("head", HeadCommand::new);
        commands.put("fetch", FetchCommand::new);
        commands.put("scan", ScanCommand::new);
        commands.put("convert", ConvertCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("warmup", WarmupCommand::new);
        commands.put("start-up-training", _ -> new StartUpTraining());
        return commands;
    }
}
