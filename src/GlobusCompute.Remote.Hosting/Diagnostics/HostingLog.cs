using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Diagnostics;

/// <summary>All log messages. They name addresses, keys and counts; never values of keys, ids of users or tokens.</summary>
internal static partial class HostingLog
{
    /// <summary>The category of the messages.</summary>
    public const string Category = "GlobusCompute.Remote.Hosting";

    [LoggerMessage(1, LogLevel.Information, "The embedded Compute service answers at {Url}, with endpoint {EndpointId}.")]
    public static partial void EmbeddedStarted(ILogger logger, Uri url, Guid endpointId);

    [LoggerMessage(2, LogLevel.Error, "The changed configuration is not used, because it is not valid: {Problems}")]
    public static partial void ReloadRefused(ILogger logger, string problems);

    [LoggerMessage(3, LogLevel.Error, "The changed configuration is not used, because reading it failed.")]
    public static partial void ReloadFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "{Key} was changed. The change takes effect when the app is started again.")]
    public static partial void RestartNeeded(ILogger logger, string key);

    [LoggerMessage(5, LogLevel.Information, "The settings of executor '{Executor}' were changed by the configuration.")]
    public static partial void ExecutorChanged(ILogger logger, string executor);

    [LoggerMessage(6, LogLevel.Error, "The changed settings of executor '{Executor}' are not used: {Reason}")]
    public static partial void ExecutorRefused(ILogger logger, string executor, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The app stops with {Calls} calls that were not sent in {Time}.")]
    public static partial void StoppedWithUnsentCalls(ILogger logger, long calls, TimeSpan time);

    [LoggerMessage(8, LogLevel.Debug, "The client of a user was closed; there are {Clients} clients of users.")]
    public static partial void UserClientClosed(ILogger logger, int clients);

    [LoggerMessage(9, LogLevel.Error, "The client of a user could not be closed.")]
    public static partial void UserClientNotClosed(ILogger logger, Exception exception);
}
