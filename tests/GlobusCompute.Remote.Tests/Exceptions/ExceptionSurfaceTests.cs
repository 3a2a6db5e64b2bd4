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
    private static readonly Type[] s_kinds =
        [.. typeof(ComputeException).Assembly.GetExportedTypes().Where(static type => type.IsAssignableTo(typeof(Exception)) && !type.IsAbstract)];

    [Fact]
    public void Every_kind_can_be_made_with_a_message_and_a_cause()
    {
        Assert.Equal(s_kinds.OrderBy(static type => type.Name), EveryException.All.Select(static made => made.Exception.GetType()).Distinct().OrderBy(static type => type.Name));
        Assert.All(s_kinds, static type => Assert.Contains(
            type.GetConstructors(), static constructor => constructor.GetParameters() is [{ Name: "message" }, .., { Name: "innerException", IsOptional: true }]));
        Assert.All(EveryException.All, static made => Assert.Equal(@"It went \x1b[31mwrong", made.Exception.Message));
        Assert.All(EveryException.All, static made => Assert.DoesNotContain('\u001b', made.Exception.ToString()));
        Assert.All(EveryException.All.Where(static made => made.Exception.InnerException is IOException), static made => Assert.Same(EveryException.Cause, made.Exception.InnerException));
    }

    [Fact]
    public void Every_kind_says_whether_its_cause_may_pass() =>
        Assert.All(EveryException.All, static made => Assert.Equal(made.IsTransient, Assert.IsAssignableFrom<IComputeException>(made.Exception).IsTransient));

    [Fact]
    public void Those_that_belong_to_a_call_have_its_handle()
    {
        Assert.All(EveryException.All.Select(static made => made.Exception).OfType<IComputeCallException>(), static e => Assert.True(e.Handle == EveryException.Handle || e.Handle == EveryException.Unsent));
        Assert.All(s_kinds.Where(static type => type.GetProperty("Handle") is not null), static type => Assert.True(type.IsAssignableTo(typeof(IComputeCallException))));
        Assert.All(
            s_kinds.Where(static type => type.IsAssignableTo(typeof(IComputeCallException)) && type != typeof(ComputeTimeoutException)),
            static type => Assert.True(type.IsSubclassOf(typeof(ComputeCallException))));
        Assert.Throws<ArgumentNullException>(static () => new CallRefusedException(EveryException.Message, null!));
        Assert.Throws<ArgumentNullException>(static () => new ComputeTimeoutException(EveryException.Message, null!, TimeSpan.Zero));
    }

    [Fact]
    public void Each_carries_its_facts()
    {
        Assert.IsAssignableFrom<TimeoutException>(EveryException.All.Single(static made => made.Exception is ComputeTimeoutException { IsTransient: true }).Exception);
        Assert.True(Of<AuthorizationRequiredException>().Parameters.RequiresMfa);
        Assert.Equal("run 7", Of<CallNotSentException>().Tag);
        Assert.Equal("calls.journal", Of<ComputeJournalException>().Path);
        Assert.Equal(("globuscompute.lock.json", 3), (Of<ComputeLockFileException>().Path, Of<ComputeLockFileException>().Line));
        Assert.Equal(("GET /v3/x", "CODE", "detail"), (Of<ComputeServiceException>().Request, Of<ComputeServiceException>().Code, Of<ComputeServiceException>().Detail));
        Assert.Equal(TimeSpan.FromSeconds(1), Of<ComputeTimeoutException>().Timeout);
        Assert.Equal("https://example.org/", Of<FunctionNotPinnedException>().Environment.AbsoluteUri);
        Assert.Equal("IAnalysis.Fit", Of<FunctionRegistrationException>().FunctionName);
        Assert.Equal((typeof(int), "$[2]", "\"x\""), (Of<ResultDeserializationException>().TargetType, Of<ResultDeserializationException>().Path, Of<ResultDeserializationException>().Payload));
        Assert.Same(EveryException.Shell, Of<ShellCommandFailedException>().Result);
        var failed = Of<TaskExecutionFailedException>();
        Assert.Equal(("ValueError", "no", "Traceback", "RemoteExecutionError"), (failed.RemoteType, failed.RemoteMessage, failed.Traceback, failed.Code));
    }

    [Fact]
    public async Task A_fake_returns_a_failure_that_an_app_handles()
    {
        var future = ComputeFuture.FromException<int>(new TaskExecutionFailedException("boom", EveryException.Handle, "ValueError"));
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future);
        Assert.Equal("ValueError", error.RemoteType);
    }

    private static T Of<T>() => EveryException.All.Select(static made => made.Exception).OfType<T>().First();
}
