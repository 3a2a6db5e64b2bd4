using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GlobusCompute.Remote.LocalService;
using static GlobusCompute.Remote.Tool.OptionValue;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>The options of <c>gcompute local</c> about its Globus Auth, and what values they take.</summary>
internal sealed class LocalAuthLine
{
    /// <summary>The environment variable that sets the secret of the clients: other users of the machine can read a command line.</summary>
    public const string SecretVariable = "GCOMPUTE_LOCAL_CLIENT_SECRET";

    public Option<bool> IsOn { get; } = new("--auth")
    {
        Description =
            "Runs a Globus Auth at the same address too, where made-up people and registered clients sign in, and lets each user see only what is theirs. " +
            $"The clients' secret is that of {SecretVariable}, else a random one for each.",
    };

    public Option<Uri[]> RedirectUris { get; } = new("--redirect-uri")
    {
        HelpName = "URI",
        Description = "With --auth, where the web client may send people back to. May be given several times. Default: nowhere.",
        CustomParser = ReadUris,
    };

    public Option<int?> TokenLifetime { get; } = new("--token-lifetime")
    {
        HelpName = "SECONDS",
        Description = "With --auth, how long access tokens are valid. Default: 172800, which is 48 hours.",
        CustomParser = argument =>
            int.TryParse(Text(argument), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 86_400 * 365
                ? seconds
                : Refuse<int?>(argument, "a number of seconds from 1 to 31536000"),
    };

    /// <summary>Makes the options of the Globus Auth.</summary>
    /// <exception cref="BadOptionException">A value cannot be used, or is there without --auth.</exception>
    public LocalAuthOptions Build(ParseResult line)
    {
        var (uris, lifetime) = (line.GetValue(RedirectUris) ?? [], line.GetValue(TokenLifetime));
        if (!line.GetValue(IsOn))
        {
            return uris.Length == 0 && lifetime is null
                ? new LocalAuthOptions()
                : throw new BadOptionException($"{RedirectUris.Name} and {TokenLifetime.Name} need {IsOn.Name}.");
        }

        var options = new LocalAuthOptions { WebRedirectUris = uris, ClientSecret = GetSecret() };
        options.AccessTokenLifetime = lifetime is { } seconds ? TimeSpan.FromSeconds(seconds) : options.AccessTokenLifetime;
        return options;
    }

    /// <summary>Gets what named the clients' secret; null if nothing did.</summary>
    public static string? GetSecretSource() => GetSecret() is null ? null : SecretVariable;

    private static string? GetSecret() => LocalOptions.FromEnvironment(SecretVariable, LocalOptions.ReadToken, LocalOptions.TokenRule);

    private static Uri[] ReadUris(ArgumentResult argument)
    {
        var uris = new List<Uri>();
        foreach (var token in argument.Tokens)
        {
            if (!Uri.TryCreate(token.Value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || token.Value.Contains('#'))
            {
                return RefuseSecret<Uri[]>(argument, "an absolute HTTP or HTTPS URI without a fragment", $", but is '{token.Value}'");
            }

            uris.Add(uri);
        }

        return uris.ToArray();
    }
}
