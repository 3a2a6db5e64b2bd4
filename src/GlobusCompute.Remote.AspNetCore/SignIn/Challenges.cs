using GlobusCompute.Remote.AspNetCore.Requests;
using Microsoft.AspNetCore.Authentication;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>What a challenge carries to Globus, and what the session remembers of it.</summary>
internal static class Challenges
{
    private const string Parameters = "globus.parameters";
    private const string Redirects = "globus.redirects";

    /// <summary>Makes a challenge that goes to Globus, whoever asks.</summary>
    public static AuthenticationProperties Make(string returnUrl, SessionParameters? parameters)
    {
        var properties = new AuthenticationProperties { RedirectUri = returnUrl };
        properties.SetParameter(Redirects, true);
        if (parameters is { IsAny: true } or { Message: not null })
        {
            properties.Items[Parameters] = parameters.Write();
        }

        return properties;
    }

    /// <summary>Whether the challenge goes to Globus although no page was requested.</summary>
    public static bool MayRedirect(AuthenticationProperties properties) => properties.GetParameter<bool>(Redirects);

    /// <summary>Reads what the sign-in must satisfy, or had to.</summary>
    public static SessionParameters? ParametersOf(AuthenticationProperties? properties) =>
        SessionParameters.Read(properties?.Items.TryGetValue(Parameters, out var json) is true ? json : null);
}
