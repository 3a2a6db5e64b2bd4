using System.Net;
using System.Reflection;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Locking;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>Users make the library's exceptions in their own fakes, and catch them by what they have in common.</summary>
public sealed class ExceptionSurfaceTests
{
    private const string Message = "It went \u001b[31mwrong";

    private static readonly ComputeTaskHandle s_handle = ComputeTaskHandle.ForTask(Guid.Parse("3d8b3f1e-0b6c-4d2a-9d6e-6a1f6d1c2b3a"));
    private static readonly ComputeTaskHandle s_unsent = s_handle with { TaskId = null, Tag = "run 7" };
    private static readonly IOException s_cause = new("gone");
    private static readonly ShellResult s_shell = new("false", "", "bad", 1);

    // Every kind, and whether its cause may pass.
    private static readonly (Exception Exception, bool IsTransient)[] s_all =
    [
        (new CallNotSentException(Message, s_unsent, s_cause), true),
        (new CallOutcomeUnknownException(Message, s_unsent, s_cause), false),
        (new CallQueueFullException(Message, s_cause), true),
        (new CallRefusedException(Message, s_unsent, s_cause), false),
        (new CallRefusedException(Message, s_unsent, new ServiceUnreachableException("down", "POST /v3/functions")), true),
        (new CallRefusedException(Message, s_unsent, Service(HttpStatusCode.Forbidden)), false),
        (new ComputeDetachedException(Message, s_handle, s_cause), false),
        (new ComputeJournalException(Message, "calls.journal", s_cause), false),
        (new ComputeLockFileException(Message, "globuscompute.lock.json", 3, s_cause), false),
        (Service(null), false),
        (Service(HttpStatusCode.NotFound), false),
        (Service(HttpStatusCode.NotImplemented), false),
        (Service(HttpStatusCode.RequestTimeout), true),
        (Service(HttpStatusCode.TooManyRequests), true),
        (Service(HttpStatusCode.BadGateway), true),
        (new ComputeTimeoutException(Message, s_handle, TimeSpan.FromSeconds(1), s_cause), false),
        (new ComputeTimeoutException(Message, s_unsent, TimeSpan.FromSeconds(1), s_cause), true),
        (new FunctionNotPinnedException(Message, "IAnalysis.Fit", new Uri("https://example.org"), s_cause), false),
        (new FunctionRegistrationException(Message, "IAnalysis.Fit", s_cause), false),
        (new FunctionRegistrationException(Message, "IAnalysis.Fit", Service(HttpStatusCode.ServiceUnavailable)), true),
        (new ResultDeserializationException(Message, s_handle, typeof(int), "$[2]", "\"x\"", s_cause), false),
        (new ResultsUnreachableException(Message, s_handle, s_cause), true),
        (new ServiceUnreachableException(Message, "POST /v3/functions", s_cause), true),
        (new ShellCommandFailedException(Message, s_shell, s_cause), false),
        (new TaskExecutionFailedException(Message, s_handle, "ValueError", "no", "Traceback", "RemoteExecutionError", s_cause), false),
        (new TaskExecutionFailedException(Message, s_handle, remoteTraceback: "parsl.executors.high_throughput.errors.WorkerLost: it died"), true),
        (new TaskNotFoundException(Message, s_handle, s_cause), false),
    ];

    private static readonly Type[] s_kinds =
        [.. typeof(ComputeException).Assembly.GetExportedTypes().Where(static type => type.IsAssignableTo(typeof(Exception)) && !type.IsAbstract)];

    [Fact]
    public void Every_kind_can_be_made_with_a_message_and_a_cause()
    {
        Assert.Equal(s_kinds.OrderBy(static type => type.Name), s_all.Select(static made => made.Exception.GetType()).Distinct().OrderBy(static type => type.Name));
        Assert.All(s_kinds, static type => Assert.Contains(
            type.GetConstructors(), static constructor => constructor.GetParameters() is [{ Name: "message" }, .., { Name: "innerException", IsOptional: true }]));
        Assert.All(s_all, static made => Assert.Equal(@"It went \x1b[31mwrong", made.Exception.Message));
        Assert.All(s_all, static made => Assert.DoesNotContain('\u001b', made.Exception.ToString()));
        Assert.All(s_all.Where(static made => made.Exception.InnerException is IOException), static made => Assert.Same(s_cause, made.Exception.InnerException));
    }

    [Fact]
    public void Every_kind_says_whether_its_cause_may_pass() =>
        Assert.All(s_all, static made => Assert.Equal(made.IsTransient, Assert.IsAssignableFrom<IComputeException>(made.Exception).IsTransient));

    [Fact]
    public void Those_that_belong_to_a_call_have_its_handle()
    {
        Assert.All(s_all.Select(static made => made.Exception).OfType<IComputeCallException>(), static e => Assert.True(e.Handle == s_handle || e.Handle == s_unsent));
        Assert.All(s_kinds.Where(static type => type.GetProperty("Handle") is not null), static type => Assert.True(type.IsAssignableTo(typeof(IComputeCallException))));
        Assert.All(
            s_kinds.Where(static type => type.IsAssignableTo(typeof(IComputeCallException)) && type != typeof(ComputeTimeoutException)),
            static type => Assert.True(type.IsSubclassOf(typeof(ComputeCallException))));
        Assert.Throws<ArgumentNullException>(static () => new CallRefusedException(Message, null!));
        Assert.Throws<ArgumentNullException>(static () => new ComputeTimeoutException(Message, null!, TimeSpan.Zero));
    }

    [Fact]
    public void Each_carries_its_facts()
    {
        Assert.IsAssignableFrom<TimeoutException>(s_all.Single(static made => made.Exception is ComputeTimeoutException { IsTransient: true }).Exception);
        Assert.Equal("run 7", Of<CallNotSentException>().Tag);
        Assert.Equal("calls.journal", Of<ComputeJournalException>().Path);
        Assert.Equal(("globuscompute.lock.json", 3), (Of<ComputeLockFileException>().Path, Of<ComputeLockFileException>().Line));
        Assert.Equal(("GET /v3/x", "CODE", "detail"), (Of<ComputeServiceException>().Request, Of<ComputeServiceException>().Code, Of<ComputeServiceException>().Detail));
        Assert.Equal(TimeSpan.FromSeconds(1), Of<ComputeTimeoutException>().Timeout);
        Assert.Equal("https://example.org/", Of<FunctionNotPinnedException>().Environment.AbsoluteUri);
        Assert.Equal("IAnalysis.Fit", Of<FunctionRegistrationException>().FunctionName);
        Assert.Equal((typeof(int), "$[2]", "\"x\""), (Of<ResultDeserializationException>().TargetType, Of<ResultDeserializationException>().Path, Of<ResultDeserializationException>().Payload));
        Assert.Same(s_shell, Of<ShellCommandFailedException>().Result);
        var failed = Of<TaskExecutionFailedException>();
        Assert.Equal(("ValueError", "no", "Traceback", "RemoteExecutionError"), (failed.RemoteType, failed.RemoteMessage, failed.Traceback, failed.Code));
    }

    [Fact]
    public async Task A_fake_returns_a_failure_that_an_app_handles()
    {
        var future = ComputeFuture.FromException<int>(new TaskExecutionFailedException("boom", s_handle, "ValueError"));
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future);
        Assert.Equal("ValueError", error.RemoteType);
    }

    private static T Of<T>() => s_all.Select(static made => made.Exception).OfType<T>().First();

    private static ComputeServiceException Service(HttpStatusCode? status) => new(Message, "GET /v3/x", status, "CODE", "detail", s_cause);
}
