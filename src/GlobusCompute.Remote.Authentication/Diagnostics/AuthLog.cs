using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Authentication.Diagnostics;

/// <summary>Log messages. None holds a token, a secret or a code.</summary>
internal static partial class AuthLog
{
    [LoggerMessage(1, LogLevel.Information, "Signed in as {Who} at {Url}.")]
    public static partial void SignedIn(ILogger logger, string who, Uri url);

    [LoggerMessage(2, LogLevel.Debug, "The access token of {Who} was renewed; it expires on {ExpiresOn:u}.")]
    public static partial void Renewed(ILogger logger, string who, DateTimeOffset expiresOn);

    [LoggerMessage(3, LogLevel.Warning, "The access token of {Who} could not be renewed: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string who, string reason);

    [LoggerMessage(4, LogLevel.Warning, "The sign-in of {Who} is over: {Reason}")]
    public static partial void SignInOver(ILogger logger, string who, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Tokens cannot be stored at {Place} and are kept in memory, for this process alone: {Reason}")]
    public static partial void KeptInMemory(ILogger logger, string place, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Stored tokens at {Place} cannot be read and are ignored: {Reason}")]
    public static partial void NotReadable(ILogger logger, string place, string reason);

    [LoggerMessage(7, LogLevel.Warning, "{File} could be read by other users and was closed to them. Sign out and in again if it may have been copied.")]
    public static partial void FileWasOpen(ILogger logger, string file);

    [LoggerMessage(8, LogLevel.Warning, "{File} can be read by other users, and cannot be closed to them: {Reason}")]
    public static partial void FileIsOpen(ILogger logger, string file, string reason);

    [LoggerMessage(9, LogLevel.Debug, "{Credential} does not apply: {Reason}")]
    public static partial void DoesNotApply(ILogger logger, string credential, string reason);

    [LoggerMessage(10, LogLevel.Information, "Tokens come from {Credential}.")]
    public static partial void Applies(ILogger logger, string credential);

    [LoggerMessage(11, LogLevel.Information, "Signed out.")]
    public static partial void SignedOut(ILogger logger);

    [LoggerMessage(12, LogLevel.Information, "The platform's protection of tokens is not available, so a file that its owner alone may read is used: {Reason}")]
    public static partial void NotProtected(ILogger logger, string reason);
}
