using System.Security.Cryptography;
using GlobusCompute.Remote.AspNetCore.Requests;
using GlobusCompute.Remote.Credentials;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore;

/// <summary>
/// Gives the addresses at which people sign in and out, for links of pages and for code without a request, such as a Blazor component. They are relative to the
/// app's path base. Safe for use by many threads; a service of the app.
/// </summary>
public sealed class GlobusSignInLinks
{
    internal const string Requirements = "requirements";

    private readonly string _prefix;
    private readonly IDataProtector _protector;

    /// <summary>Initializes the addresses of an app.</summary>
    /// <param name="options">The options of the app.</param>
    /// <param name="protection">Protects what a sign-in must satisfy, so that no other site can make such an address.</param>
    public GlobusSignInLinks(IOptions<GlobusSignInOptions> options, IDataProtectionProvider protection)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(protection);
        _prefix = options.Value.RoutePrefix;
        _protector = protection.CreateProtector("GlobusCompute.SignIn", "requirements");
    }

    /// <summary>Gets the address at which people sign out. It answers POST alone, with the antiforgery token of the app in the form.</summary>
    public string SignOut => $"{_prefix}/sign-out";

    /// <summary>Gets the address at which people sign in.</summary>
    /// <param name="returnUrl">The page to which they come back: a path of this app, with a query or without. Null (the default) for the home page.</param>
    /// <param name="parameters">What the sign-in must satisfy; null (the default) for nothing in particular.</param>
    /// <returns>The address, which begins with a slash.</returns>
    public string SignIn(string? returnUrl = null, AuthorizationParameters? parameters = null)
    {
        var url = $"{_prefix}/sign-in";
        var separator = '?';
        if (parameters is not null && SessionParameters.Of(parameters) is { } required && (required.IsAny || required.Message is not null))
        {
            url += $"?{Requirements}={Uri.EscapeDataString(_protector.Protect(required.Write()))}";
            separator = '&';
        }

        return returnUrl is null ? url : $"{url}{separator}{ReturnUrls.Parameter}={Uri.EscapeDataString(returnUrl)}";
    }

    /// <summary>Reads what an address asks for; null for nothing, or what this app did not write.</summary>
    internal SessionParameters? Read(string? requirements)
    {
        try
        {
            return string.IsNullOrEmpty(requirements) ? null : SessionParameters.Read(_protector.Unprotect(requirements));
        }
        catch (CryptographicException)
        {
            // An address of long ago, or somebody's own: the sign-in itself is good, and what it lacks is required again.
            return null;
        }
    }
}
