using System.CommandLine;
using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary><c>gcompute function</c>: its commands, what they take, and their help. Its earlier name <c>functions</c> is an alias.</summary>
internal static class FunctionsCommand
{
    public static Command Create()
    {
        var command = new Command("function", "Registered functions, and the lock file that pins those of a project.")
        {
            Check(new FunctionsOptions("The service whose pins are checked. Default: all services in the lock file, or else the production service.")),
            Pin(new PinOptions()),
        };
        command.Aliases.Add("functions");
        foreach (var other in FunctionCommands.Create())
        {
            command.Add(other);
        }

        return command;
    }

    private static Command Check(FunctionsOptions options)
    {
        var command = new Command(
            "check",
            $"Compares a project's remote functions with its {ComputeLockFile.FileName}: which are missing there, which have changed since, "
            + "and which pins belong to no function. Sends no requests.");
        options.AddTo(command);
        command.Add(HelpWithExitCodes.Option(ExitCodes.FunctionsHelp));
        command.SetAction((line, _) => FunctionsSession.RunAsync(
            "check", line.GetValue(options.Json), (output, stop) => CheckRun.RunAsync(options, line, output, stop)));
        return command;
    }

    private static Command Pin(PinOptions options)
    {
        var command = new Command(
            "pin",
            $"Registers the remote functions of a project that are missing in its {ComputeLockFile.FileName} or have changed since, "
            + "and writes their ids there.");
        options.AddTo(command);
        command.Add(HelpWithExitCodes.Option(ExitCodes.FunctionsHelp));
        command.SetAction((line, _) => FunctionsSession.RunAsync(
            "pin", line.GetValue(options.Json), (output, stop) => PinRun.RunAsync(options, line, output, stop)));
        return command;
    }
}
