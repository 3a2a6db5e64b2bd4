using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Diagnostics;

internal static partial class LocalLog
{
    public const string ServiceCategory = "GlobusCompute.Remote.LocalService";
    public const string OutputCategory = "GlobusCompute.Remote.LocalService.TaskOutput";

    [LoggerMessage(1, LogLevel.Information, "The local Compute service answers at {Url}; its endpoint is {EndpointId}.")]
    public static partial void Started(ILogger logger, Uri url, Guid endpointId);

    [LoggerMessage(2, LogLevel.Debug, "Worker {Worker} is ready: process {ProcessId}, {Python}.")]
    public static partial void WorkerReady(ILogger logger, int worker, int processId, string python);

    [LoggerMessage(3, LogLevel.Warning, "Worker {Worker}, process {ProcessId}, ended: {How}. Task lost: {TaskId}.")]
    public static partial void WorkerLost(ILogger logger, int worker, int processId, string how, Guid? taskId);

    [LoggerMessage(4, LogLevel.Warning, "The task folder {Folder} could not be removed: {Reason}")]
    public static partial void FolderRemains(ILogger logger, string folder, string reason);

    [LoggerMessage(5, LogLevel.Error, "No worker can be started: {Reason}")]
    public static partial void WorkersDoNotStart(ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Information, "{Line}")]
    public static partial void Output(ILogger logger, string line);

    [LoggerMessage(7, LogLevel.Debug, "{Method} {Path} of {User}: {Status}")]
    public static partial void Answered(ILogger logger, string method, string path, string user, int status);

    [LoggerMessage(8, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(9, LogLevel.Warning, "The connection to the message broker {Broker} has ended; {Unconfirmed} results will be published again.")]
    public static partial void BrokerLost(ILogger logger, string broker, int unconfirmed);

    [LoggerMessage(10, LogLevel.Debug, "The message broker {Broker} is unreachable: {Reason}")]
    public static partial void BrokerAway(ILogger logger, string broker, string reason);

    [LoggerMessage(11, LogLevel.Information, "The message broker {Broker} is back; {Waiting} results wait for it.")]
    public static partial void BrokerBack(ILogger logger, string broker, int waiting);

    [LoggerMessage(12, LogLevel.Warning, "The queue of task group {GroupId} is created later, with the next connection to the broker: {Reason}")]
    public static partial void QueueWaits(ILogger logger, Guid groupId, string reason);

    [LoggerMessage(13, LogLevel.Debug, "The queue {Queue} was deleted; its results are available by polling only.")]
    public static partial void QueueMissing(ILogger logger, string queue);

    [LoggerMessage(14, LogLevel.Warning, "No credentials could be created for the result stream; the request for them was answered with 503.")]
    public static partial void NoCredential(ILogger logger, Exception exception);

    [LoggerMessage(15, LogLevel.Critical, "Results are no longer streamed; they are available by polling only.")]
    public static partial void PublisherFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        16,
        LogLevel.Warning,
        "{Python} does not have {Packages}: tasks whose arguments or results need them will fail. Install what is missing with: {InstallCommand}")]
    public static partial void PackagesMissing(ILogger logger, string python, string packages, string installCommand);

    [LoggerMessage(17, LogLevel.Debug, "{User} submitted {Tasks} tasks in request {RequestId}, to task group {GroupId}.")]
    public static partial void Submitted(ILogger logger, string user, int tasks, Guid requestId, Guid groupId);

    [LoggerMessage(18, LogLevel.Trace, "Task {TaskId} of {User}, from request {RequestId}, is {State}.")]
    public static partial void TaskIs(ILogger logger, Guid taskId, string user, Guid requestId, string state);

    [LoggerMessage(19, LogLevel.Debug, "{Method} {Path} at Globus Auth: {Status}")]
    public static partial void AuthAnswered(ILogger logger, string method, string path, int status);
}
