using System.CommandLine;
using System.Text.Json;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Tool.Account;

/// <summary>One run of each command.</summary>
internal static class AccountRuns
{
    public static async Task<int> LoginAsync(AccountOptions options, ParseResult line, CancellationToken stop)
    {
        var credential = options.Create(line);
        var read = options.Read(line);
        await Console.Error.WriteLineAsync(
            $"Globus ({read.Environment.AuthUrl}) will ask you to let this app know who you are (openid, profile) and use Globus Compute on your behalf. "
            + $"Tokens are stored {(GlobusTokenStore.Default.Folder is { } folder ? $"in {folder}" : "in memory only")}, for the profile '{read.Profile}'.")
            .ConfigureAwait(false);

        // Says so before anybody signs in, if tokens of a newer version are there, which would stay.
        credential.GetAccount();
        var account = await credential.SignInAsync(null, stop).ConfigureAwait(false);
        if (!IsStored(read, credential))
        {
            await credential.SignOutAsync(stop).ConfigureAwait(false);
            throw new IOException("the tokens cannot be stored, so nobody is signed in. "
                + $"Make the folder writable, or name another one in {GlobusTokenStore.FolderVariable}.");
        }

        Console.Out.WriteLine($"Signed in as {Describe(account)}.");
        return ExitCodes.Ended;
    }

    public static async Task<int> LogoutAsync(AccountOptions options, ParseResult line, CancellationToken stop)
    {
        var wasSignedIn = await options.Create(line).SignOutAsync(stop).ConfigureAwait(false);
        Console.Out.WriteLine(wasSignedIn ? "Signed out." : "Nobody was signed in.");
        return ExitCodes.Ended;
    }

    public static Task<int> WhoAmIAsync(AccountOptions options, ParseResult line, CancellationToken stop)
    {
        var account = options.Create(line).GetAccount() ?? throw NotSignedIn();
        Console.Out.WriteLine(line.GetValue(options.Json) ? ToJson(account) : Describe(account));
        return Task.FromResult(ExitCodes.Ended);
    }

    public static async Task<int> TokenAsync(AccountOptions options, ParseResult line, CancellationToken stop)
    {
        // A script has no person.
        var context = new ComputeTokenContext(null, allowsInteraction: false);
        var credential = options.Create(line);
        _ = credential.GetAccount() ?? throw NotSignedIn();
        var token = await credential.GetTokenAsync(context, stop).ConfigureAwait(false);
        Console.Out.WriteLine(token.Token);
        return ExitCodes.Ended;
    }

    // By who reads the folder anew, as another process does.
    private static bool IsStored(GlobusInteractiveCredentialOptions options, GlobusInteractiveCredential credential)
    {
        if (options.TokenStore.Folder is not { } folder)
        {
            return false;
        }

        var other = new GlobusInteractiveCredentialOptions(options) { TokenStore = GlobusTokenStore.InFolder(folder) };
        return new GlobusInteractiveCredential(other).GetAccount() is { } account && account.ExpiresOn == credential.GetAccount()?.ExpiresOn;
    }

    private static CredentialUnavailableException NotSignedIn() => new("nobody is signed in; 'gcompute login' does it.");

    private static string Describe(GlobusAccount account) => PlainText.Clean(
        $"{account}{(account.Name is null ? "" : $" ({account.Name})")}, environment {account.Environment}, profile {account.Profile}");

    private static string ToJson(GlobusAccount account)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", account.Id);
            json.WriteString("user_name", account.UserName);
            json.WriteString("name", account.Name);
            json.WriteString("environment", account.Environment);
            json.WriteString("profile", account.Profile);
            json.WriteString("client_id", account.ClientId);
            json.WriteString("expires_on", account.ExpiresOn);
            json.WriteBoolean("is_renewable", account.IsRenewable);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
