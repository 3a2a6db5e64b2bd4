using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary><c>gcompute local</c>: what it is called, what it takes, and its help.</summary>
internal static class LocalCommand
{
    public static Command Create()
    {
        var options = new LocalOptions();
        var command = new Command(
            "local",
            "Runs a Globus Compute service on this machine's loopback interface, with real Python workers, until Ctrl-C or SIGTERM. For development and tests.")
        {
            options.Port,
            options.Token,
            options.Endpoint,
            options.Workers,
            options.Python,
            options.Amqp,
            options.Env,
            options.Faults,
            options.Auth.IsOn,
            options.Auth.RedirectUris,
            options.Auth.TokenLifetime,
            options.Json,
            HelpWithExitCodes.Option(ExitCodes.Help),
        };
        command.SetAction((line, _) => LocalSession.RunAsync(options, line));
        return command;
    }
}
