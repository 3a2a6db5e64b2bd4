using System.CommandLine;
using System.CommandLine.Parsing;
using GlobusCompute.Remote.Tool.Account;
using GlobusCompute.Remote.Tool.Functions;
using GlobusCompute.Remote.Tool.Local;

namespace GlobusCompute.Remote.Tool;

/// <summary>The commands, and what happens to an invalid command line.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Globus Compute from the command line.") { LocalCommand.Create(), FunctionsCommand.Create() };
        foreach (var command in AccountCommands.Create())
        {
            root.Add(command);
        }

        // No response files: a token may begin with @.
        var line = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var mistakes = Mistakes.Of(line);
        if (mistakes.Count > 0)
        {
            var name = NameOf(line.CommandResult, root);
            ErrorLine.Write(name, $"{string.Join(" ", mistakes)} '{name} --help' lists commands and options.");
            return ExitCodes.BadOptions;
        }

        // Commands watch signals and catch exceptions themselves.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        return await line.InvokeAsync(configuration).ConfigureAwait(false);
    }

    private static string NameOf(CommandResult command, RootCommand root) =>
        command.Command == root ? "gcompute" : $"{NameOf((CommandResult)command.Parent!, root)} {command.Command.Name}";
}
