using System.CommandLine;
using System.CommandLine.Parsing;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary><c>gcompute run</c>: what it takes, and its help.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new RunLine();
        var command = new Command("run", "Runs a Python function on an endpoint, or on this machine, and prints its result.");
        options.AddTo(command);
        return CommandSession.Complete(
            command,
            [
                ExitCodes.NoPython, ExitCodes.NotSignedIn, ExitCodes.TaskFailed, ExitCodes.ServiceUnreachable, ExitCodes.Refused, ExitCodes.NotFound,
                ExitCodes.NotCompleted, ExitCodes.BadJournal, ExitCodes.Stopped,
            ],
            context => RunAsync(options, context));
    }

    private static async Task<int> RunAsync(RunLine options, CommandContext context)
    {
        var line = context.Line;
        var function = FunctionReference.Read(line.GetRequiredValue(options.Function));
        var arguments = new BoundArguments(function.Function.Name, function.Signature);
        arguments.AddWords(
            line.GetValue(options.Words) ?? [],
            line.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Skip(1).Count(),
            line.CommandResult.Command.Options.Select(static option => option.Name));
        if (line.GetValue(options.Each) is { } csv)
        {
            var table = CsvTable.Read(csv);
            return await EachRun.RunAsync(options, context, function, arguments, table).ConfigureAwait(false);
        }

        arguments.ThrowIfIncomplete();
        if (line.GetValue(options.Results) is not null)
        {
            throw new BadOptionException("--results needs --each.");
        }

        return await SingleRun.RunAsync(options, context, function, arguments).ConfigureAwait(false);
    }
}
