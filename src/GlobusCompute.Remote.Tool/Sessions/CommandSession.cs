using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>Gives a command the common options, its help, and a run that ends in an exit code.</summary>
internal static class CommandSession
{
    /// <summary>Completes a command.</summary>
    /// <param name="command">The command, with its own options.</param>
    /// <param name="codes">The exit codes that it has beside those of every command.</param>
    /// <param name="run">What it does; the result is its exit code.</param>
    public static Command Complete(Command command, int[] codes, Func<CommandContext, Task<int>> run)
    {
        var options = new ServiceLine();
        options.AddTo(command);
        command.Add(HelpWithExitCodes.Option(ExitCodes.HelpOf(codes)));
        command.SetAction((line, _) => RunAsync(options, line, run));
        return command;
    }

    private static async Task<int> RunAsync(ServiceLine options, ParseResult line, Func<CommandContext, Task<int>> run)
    {
        var stop = StopSignals.Watch();
        try
        {
            var context = new CommandContext(line, ToolSettings.Read(options, line), new ToolOutput(line.GetValue(options.Json)), stop);
            return await run(context).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (code, message) = Failure.Describe(e, stop);
            ErrorLine.Write(CommandLine.NameOf(line.CommandResult), message);
            return code;
        }
    }
}
