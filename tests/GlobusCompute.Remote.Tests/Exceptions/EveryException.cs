using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>An exception of each kind, made as users make them for their fakes.</summary>
internal static class EveryException
{
    public const string Message = "It went \u001b[31mwrong";

    public static ComputeTaskHandle Handle { get; } = ComputeTaskHandle.ForTask(Guid.Parse("3d8b3f1e-0b6c-4d2a-9d6e-6a1f6d1c2b3a"));

    public static ComputeTaskHandle Unsent { get; } = Handle with { TaskId = null, Tag = "run 7" };

    public static IOException Cause { get; } = new("gone");

    public static ShellResult Shell { get; } = new("false", "", "bad", 1);

    /// <summary>Every kind, and whether its cause may pass.</summary>
    public static IReadOnlyList<(Exception Exception, bool IsTransient)> All { get; } =
    [
        (new AuthorizationRequiredException(Message, new() { RequiresMfa = true }, Cause), false),
        (new CallNotSentException(Message, Unsent, Cause), true),
        (new CallOutcomeUnknownException(Message, Unsent, Cause), false),
        (new CallQueueFullException(Message, Cause), true),
        (new CallRefusedException(Message, Unsent, Cause), false),
        (new CallRefusedException(Message, Unsent, new ServiceUnreachableException("down", "POST /v3/functions")), true),
        (new CallRefusedException(Message, Unsent, Service(HttpStatusCode.Forbidden)), false),
        (new ComputeDetachedException(Message, Handle, Cause), false),
        (new ComputeJournalException(Message, "calls.journal", Cause), false),
        (new ComputeLockFileException(Message, "globuscompute.lock.json", 3, Cause), false),
        (Service(null), false),
        (Service(HttpStatusCode.NotFound), false),
        (Service(HttpStatusCode.NotImplemented), false),
        (Service(HttpStatusCode.RequestTimeout), true),
        (Service(HttpStatusCode.TooManyRequests), true),
        (Service(HttpStatusCode.BadGateway), true),
        (new ComputeTimeoutException(Message, Handle, TimeSpan.FromSeconds(1), Cause), false),
        (new ComputeTimeoutException(Message, Unsent, TimeSpan.FromSeconds(1), Cause), true),
        (new FunctionNotPinnedException(Message, "IAnalysis.Fit", new Uri("https://example.org"), Cause), false),
        (new FunctionRegistrationException(Message, "IAnalysis.Fit", Cause), false),
        (new FunctionRegistrationException(Message, "IAnalysis.Fit", Service(HttpStatusCode.ServiceUnavailable)), true),
        (new ResultDeserializationException(Message, Handle, typeof(int), "$[2]", "\"x\"", Cause), false),
        (new ResultsUnreachableException(Message, Handle, Cause), true),
        (new ServiceUnreachableException(Message, "POST /v3/functions", Cause), true),
        (new ShellCommandFailedException(Message, Shell, Cause), false),
        (new TaskExecutionFailedException(Message, Handle, "ValueError", "no", "Traceback", "RemoteExecutionError", Cause), false),
        (new TaskExecutionFailedException(Message, Handle, remoteTraceback: "parsl.executors.high_throughput.errors.WorkerLost: it died"), true),
        (new TaskNotFoundException(Message, Handle, Cause), false),
    ];

    /// <summary>The names of the kinds.</summary>
    public static IEnumerable<string> Kinds => All.Select(static made => made.Exception.GetType().Name).Distinct();

    /// <summary>An exception of a kind.</summary>
    public static Exception Of(string kind) => All.First(made => made.Exception.GetType().Name == kind).Exception;

    private static ComputeServiceException Service(HttpStatusCode? status) => new(Message, "GET /v3/x", status, "CODE", "detail", Cause);
}
