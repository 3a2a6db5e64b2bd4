using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Account;

/// <summary><c>gcompute login</c>, <c>logout</c>, <c>whoami</c> and <c>token</c>: what they take, and their help.</summary>
internal static class AccountCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Make(
            "login",
            "Signs a person in to Globus and stores the tokens, for this tool and for apps that use GlobusCredential.Default.",
            AccountRuns.LoginAsync,
            static options => options.NoBrowser),
        Make("logout", "Revokes the stored tokens and deletes them.", AccountRuns.LogoutAsync),
        Make("whoami", "Says who is signed in. Sends no requests.", AccountRuns.WhoAmIAsync, static options => options.Json),
        Make("token", "Prints an access token for Globus Compute, renewed if it is due, and nothing else. For scripts.", AccountRuns.TokenAsync),
    ];

    private static Command Make(
        string name, string description, Func<AccountOptions, ParseResult, CancellationToken, Task<int>> run, Func<AccountOptions, Option>? own = null)
    {
        var options = new AccountOptions();
        var command = new Command(name, description);
        options.AddTo(command);
        if (own is not null)
        {
            command.Add(own(options));
        }

        command.Add(HelpWithExitCodes.Option(ExitCodes.AccountHelp));
        command.SetAction((line, _) => AccountSession.RunAsync(name, stop => run(options, line, stop)));
        return command;
    }
}
