namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>Chooses how a person signs in.</summary>
internal static class SignInMethods
{
    /// <exception cref="CredentialUnavailableException">No way to sign in is available.</exception>
    public static GlobusSignInMethod Choose(GlobusInteractiveCredentialOptions options, Surroundings here)
    {
        if (options.Method != GlobusSignInMethod.Automatic)
        {
            return options.Method;
        }

        // An app that opens browsers itself knows where.
        var noBrowser = options.OpenBrowser is null ? here.WhyNoBrowser() : null;
        if (noBrowser is null)
        {
            return GlobusSignInMethod.Browser;
        }

        return WhyNoCode(options, here) is { } noCode
            ? throw new CredentialUnavailableException($"No person can be prompted to sign in. {noBrowser} {noCode}")
            : GlobusSignInMethod.PastedCode;
    }

    /// <summary>Why no code can be read, as a sentence; null if one can.</summary>
    public static string? WhyNoCode(GlobusInteractiveCredentialOptions options, Surroundings here) =>
        options.ReadCode is not null || here.HasTerminal ? null : "Standard input is not a terminal, so that no code can be pasted.";
}
