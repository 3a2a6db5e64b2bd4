using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using GlobusCompute.Remote.Tool.Account;
using GlobusCompute.Remote.Tool.Completion;
using GlobusCompute.Remote.Tool.Doctor;
using GlobusCompute.Remote.Tool.Endpoints;
using GlobusCompute.Remote.Tool.Functions;
using GlobusCompute.Remote.Tool.Journals;
using GlobusCompute.Remote.Tool.Local;
using GlobusCompute.Remote.Tool.Profiles;
using GlobusCompute.Remote.Tool.Running;
using GlobusCompute.Remote.Tool.Tasks;

namespace GlobusCompute.Remote.Tool;

/// <summary>The commands, and what happens to an invalid command line.</summary>
internal static class CommandLine
{
    /// <summary>Creates all commands.</summary>
    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("Globus Compute from the command line.")
        {
            RunCommand.Create(),
            TaskCommand.Create(),
            GroupCommand.Create(),
            FunctionsCommand.Create(),
            EndpointCommand.Create(),
            JournalCommand.Create(),
            DoctorCommand.Create(),
            LocalCommand.Create(),
            ProfileCommand.Create(),
            CompletionCommand.Create(),
        };
        foreach (var command in AccountCommands.Create())
        {
            root.Add(command);
        }

        foreach (var option in root.Options.OfType<HelpOption>().ToList())
        {
            root.Options.Remove(option);
        }

        root.Add(HelpWithExitCodes.Option(ExitCodes.HelpOf([.. ExitCodes.All.Select(static code => code.Code)])));
        MakeSwitches(root);
        return root;
    }

    // A switch takes no value: the word behind it, such as the 'true' of 'run FILE --local true', is an argument of its own.
    private static void MakeSwitches(Command command)
    {
        foreach (var option in command.Options.OfType<Option<bool>>())
        {
            option.Arity = ArgumentArity.Zero;
        }

        foreach (var sub in command.Subcommands)
        {
            MakeSwitches(sub);
        }
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var root = CreateRoot();

        // No response files: a token may begin with @.
        var line = root.Parse(LeadingOptions.MoveBehind(root, args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        IReadOnlyList<string> mistakes = Mistakes.SwitchWithValue(line, args) is { } mistake ? [mistake] : Mistakes.Of(line);
        if (mistakes.Count > 0)
        {
            var name = NameOf(line.CommandResult);
            ErrorLine.Write(name, $"{string.Join(" ", mistakes)} '{name} --help' lists commands and options.");
            return ExitCodes.BadOptions;
        }

        // Commands watch signals and catch exceptions themselves.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            return await line.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Help that cannot be written, such as to a full disk.
            ErrorLine.Write(NameOf(line.CommandResult), e.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>Gets what a person types for a command.</summary>
    public static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : "gcompute";
}
