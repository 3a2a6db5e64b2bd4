using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.AspNetCore.Diagnostics;

/// <summary>Log messages. None holds a token, a secret, a code or a key of a session.</summary>
internal static partial class SignInLog
{
    public const string Category = "GlobusCompute.Remote.AspNetCore";

    [LoggerMessage(1, LogLevel.Information, "{Who} signed in.")]
    public static partial void SignedIn(ILogger logger, string who);

    [LoggerMessage(2, LogLevel.Information, "{Who} signed out.")]
    public static partial void SignedOut(ILogger logger, string who);

    [LoggerMessage(3, LogLevel.Warning, "{Who} signed out, but Globus Auth did not revoke all tokens: {Reason}")]
    public static partial void NotRevoked(ILogger logger, string who, string reason);

    [LoggerMessage(4, LogLevel.Warning, "A sign-in failed: {Reason}")]
    public static partial void Failed(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Information, "A person denied the app their consent.")]
    public static partial void Denied(ILogger logger);

    [LoggerMessage(6, LogLevel.Warning, "What the cache holds under {Kind} cannot be read and is ignored; were the keys of Data Protection replaced?")]
    public static partial void NotReadable(ILogger logger, string kind);

    [LoggerMessage(7, LogLevel.Debug, "A request requires another sign-in of {Who}: {Parameters}.")]
    public static partial void Required(ILogger logger, string who, string parameters);

    [LoggerMessage(8, LogLevel.Warning, "Globus still requires {Parameters} after {Who} has signed in for it.")]
    public static partial void StillRequired(ILogger logger, string who, string parameters);
}
