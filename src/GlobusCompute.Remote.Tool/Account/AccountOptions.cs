using System.CommandLine;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Tool.Profiles;

namespace GlobusCompute.Remote.Tool.Account;

/// <summary>What the commands about the sign-in take.</summary>
internal sealed class AccountOptions
{
    public Option<string?> Profile { get; } = new("--profile")
    {
        HelpName = "NAME",
        Description = "The profile under which tokens are stored. "
            + $"Default: that in {ProfileFile.NameVariable}, or else {ProfileFile.DefaultName}.",
    };

    public Option<string?> Environment { get; } = new("--environment")
    {
        HelpName = "NAME",
        Description = "The environment of Globus, such as production or preview. "
            + $"Default: the profile's, that in {GlobusEnvironment.NameVariable}, or else production.",
    };

    public Option<string?> ClientId { get; } = new("--client-id")
    {
        HelpName = "UUID",
        Description = $"The native app that signs in. Default: that in {GlobusClientCredential.ClientIdVariable}, or else that of Python's SDK.",
    };

    public Option<bool> NoBrowser { get; } = new("--no-browser")
    {
        Description = "Shows an address to open anywhere, and reads the code that its page shows from standard input.",
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints one line of JSON: id, user_name, name, environment, profile, client_id, expires_on and is_renewable.",
    };

    public void AddTo(Command command)
    {
        command.Add(Profile);
        command.Add(Environment);
        command.Add(ClientId);
    }

    /// <exception cref="BadOptionException">A value cannot be used.</exception>
    public GlobusInteractiveCredential Create(ParseResult line)
    {
        try
        {
            return new GlobusInteractiveCredential(Read(line));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new BadOptionException(WithoutParameter(e));
        }
    }

    public GlobusInteractiveCredentialOptions Read(ParseResult line) => new()
    {
        Environment = (line.GetValue(Environment) ?? SettingsOf(line).Environment) is { } name ? Named(name) : GlobusEnvironment.Current,
        Profile = ProfileOf(line),
        ClientId = line.GetValue(ClientId),
        Method = line.GetValue(NoBrowser) ? GlobusSignInMethod.PastedCode : GlobusSignInMethod.Automatic,
    };

    private string ProfileOf(ParseResult line) => line.GetValue(Profile)
        ?? (System.Environment.GetEnvironmentVariable(ProfileFile.NameVariable) is { Length: > 0 } named ? named : GlobusCredentialOptions.DefaultProfile);

    private ProfileSettings SettingsOf(ParseResult line) => ProfileFile.Read().Profiles.GetValueOrDefault(ProfileOf(line)) ?? new ProfileSettings();

    // The variable goes with whichever environment is named, as for Python's SDK.
    private static GlobusEnvironment Named(string name)
    {
        var environment = GlobusEnvironment.Get(name);
        return System.Environment.GetEnvironmentVariable(GlobusEnvironment.AuthUrlVariable) is { Length: > 0 } auth
            ? Uri.TryCreate(auth.Trim(), UriKind.Absolute, out var url)
                ? new GlobusEnvironment(environment.Name, environment.ServiceUrl, url)
                : throw new ArgumentException($"{GlobusEnvironment.AuthUrlVariable} must be an absolute https address, or http of this machine.")
            : environment;
    }

    private static string WithoutParameter(Exception e) =>
        e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
}
