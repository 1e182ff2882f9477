package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.StandardOutput;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.cli.internal.terminal.TerminalProbe;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
            return commandLine(console).execute(args);
        } catch (Error e) { // such as a broken backend: picocli passes exceptions to Failures, but no errors
            return new Failures(console.err()).handle(e);
        }
    }

    static CommandLine commandLine(Console console) {
        CommandLine root = new CommandLine(new FStore());
        List<Object> commands =
                List.of(
                        new DemoCommand(console),
                        new BackendsCommand(console),
                        new SchemaCommand(console),
                        new HeadCommand(console),
                        new FetchCommand(console),
                        new ScanCommand(console));
        commands.forEach(root::addSubcommand);
        root.addSubcommand(new CommandLine.HelpCommand());
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
}
