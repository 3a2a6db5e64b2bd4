using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Diagnostics;

/// <summary>All log messages. They carry ids, counts and reasons; never arguments, results or tokens.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Registered {Function} as {FunctionId}.")]
    public static partial void FunctionRegistered(ILogger logger, string function, Guid functionId);

    [LoggerMessage(2, LogLevel.Warning, "Could not register {Function}: {Reason}")]
    public static partial void RegistrationFailed(ILogger logger, string function, string reason);

    [LoggerMessage(3, LogLevel.Debug, "Endpoint {EndpointId} accepted {Tasks} tasks with {Bytes} bytes in group {TaskGroupId} (request {RequestId}).")]
    private static partial void BatchAcceptedCore(ILogger logger, Guid endpointId, int tasks, long bytes, Guid? taskGroupId, Guid? requestId);

    public static void BatchAccepted(ILogger logger, int tasks, long bytes, Guid endpointId, Guid? taskGroupId, Guid? requestId) =>
        BatchAcceptedCore(logger, endpointId, tasks, bytes, taskGroupId, requestId);

    [LoggerMessage(4, LogLevel.Warning, "A batch of {Tasks} tasks of {Functions} functions was refused and is sent again in halves: {Reason}")]
    public static partial void BatchSplit(ILogger logger, int tasks, int functions, string reason);

    [LoggerMessage(5, LogLevel.Warning, "A batch of {Tasks} tasks for endpoint {EndpointId} failed: {Reason}")]
    public static partial void BatchFailed(ILogger logger, int tasks, Guid endpointId, string reason);

    [LoggerMessage(6, LogLevel.Warning, "{Request} is sent again after attempt {Attempt} and {Wait}: {Reason}")]
    public static partial void RequestRepeated(ILogger logger, string request, int attempt, TimeSpan wait, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Results cannot be requested: {Reason}")]
    public static partial void OutageBegan(ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Information, "Results can be requested again.")]
    public static partial void OutageEnded(ILogger logger);

    [LoggerMessage(9, LogLevel.Error, "Pending calls fault: results could not be requested for {Outage}: {Reason}")]
    public static partial void OutageTooLong(ILogger logger, TimeSpan outage, string reason);

    [LoggerMessage(10, LogLevel.Warning, "A message of {Bytes} bytes on the result queue is dropped: {Reason}")]
    public static partial void MessageRefused(ILogger logger, int bytes, string reason);

    [LoggerMessage(11, LogLevel.Information, "Results stream from {Host}, port {Port}.")]
    public static partial void StreamOpened(ILogger logger, string host, int port);

    [LoggerMessage(12, LogLevel.Information, "Port {Port} of {Host} does not answer: {Reason}")]
    private static partial void PortClosedCore(ILogger logger, int port, string host, string reason);

    public static void PortClosed(ILogger logger, string host, int port, string reason) => PortClosedCore(logger, port, host, reason);

    [LoggerMessage(13, LogLevel.Warning, "The result stream is down, and results are polled instead; next attempt in {Wait}: {Reason}")]
    public static partial void StreamDown(ILogger logger, TimeSpan wait, string reason);

    [LoggerMessage(16, LogLevel.Warning, "The result queue of task group {TaskGroupId} cannot be read, and results are polled instead: {Reason}")]
    public static partial void QueueRefused(ILogger logger, Guid taskGroupId, string reason);

    [LoggerMessage(17, LogLevel.Debug, "{Request} waited {Wait} for the request budget.")]
    public static partial void BudgetWaited(ILogger logger, string request, TimeSpan wait);

    [LoggerMessage(18, LogLevel.Error, "{Loop} caught an unexpected exception and continues.")]
    public static partial void LoopFailed(ILogger logger, string loop, Exception exception);

    [LoggerMessage(19, LogLevel.Warning, "The client was disposed after {Timeout} while operations were still running, which continue in the background.")]
    public static partial void ShutdownCut(ILogger logger, TimeSpan timeout);

    [LoggerMessage(30, LogLevel.Warning, "{Function} is registered again under the id that it has, {FunctionId}.")]
    public static partial void RegisteredAgain(ILogger logger, string function, Guid functionId);

    [LoggerMessage(
        31,
        LogLevel.Warning,
        "The service accepts clients of SDK {MinSdkVersion} and later; this one identifies as {SdkVersion}. "
        + "Set ComputeClientOptions.UserRuntime to a later version.")]
    public static partial void VersionTooOld(ILogger logger, string minSdkVersion, string sdkVersion);

    [LoggerMessage(32, LogLevel.Information, "The service's version could not be requested: {Reason}")]
    public static partial void VersionUnknown(ILogger logger, string reason);

    [LoggerMessage(37, LogLevel.Debug, "The broker's prefetch count stays as it is, instead of becoming {Prefetch}: {Reason}")]
    public static partial void PrefetchUnchanged(ILogger logger, int prefetch, string reason);

    [LoggerMessage(40, LogLevel.Warning, "A listener to spans or measurements threw an exception. The observed call is not affected.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(14, LogLevel.Information, "The result stream closes: nothing was pending for {Time}.")]
    public static partial void StreamIdle(ILogger logger, TimeSpan time);

    [LoggerMessage(15, LogLevel.Warning, "The service requires another sign-in before it returns results: {Reason}")]
    public static partial void SignInRequired(ILogger logger, string reason);

    [LoggerMessage(35, LogLevel.Warning, "The service's answers do not contain task {TaskId}; it is requested again.")]
    public static partial void TaskLeftOut(ILogger logger, Guid taskId);

    [LoggerMessage(36, LogLevel.Error, "The outcome of calls could not be recorded in the journal; if the process ends now, it is lost: {Reason}")]
    public static partial void JournalFailed(ILogger logger, string reason);
}
