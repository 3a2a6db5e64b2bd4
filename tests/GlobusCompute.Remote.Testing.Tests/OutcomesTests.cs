using System.Net;
using GlobusCompute.Remote.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>Each outcome that a call can have is one in every respect.</summary>
public sealed class OutcomesTests : IAsyncDisposable
{
    private readonly FakeCompute _fake = new();
    private readonly ISpectra _spectra;

    public OutcomesTests() => _spectra = _fake.CreateProxy<ISpectra>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task An_exception_with_causes_has_a_traceback_of_all_of_them()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Raises(new FakeError("lab.DeviceError", "no\nlight")
        {
            Line = 2,
            Cause = new FakeError("OSError") { Cause = new FakeError("KeyError", "'lamp'") },
        });

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => _spectra.Count("Na"));

        Assert.Equal(("lab.DeviceError", "no\nlight", "RemoteExecutionError"), (error.RemoteType, error.RemoteMessage, error.Code));
        Assert.Equal(
            ["KeyError: 'lamp'", "OSError", "lab.DeviceError: no"],
            error.RemoteTraceback.Split('\n').Where(static line => line.Contains("Error", StringComparison.Ordinal)));
        Assert.Equal(2, error.RemoteTraceback.Split("direct cause of the following exception").Length - 1);
        Assert.Contains("line 2, in count\n    return 0", error.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_of_workers_are_in_the_words_of_endpoints()
    {
        _fake.Setup((ISpectra x) => x.Count("")).LosesWorker().ExceedsWorkerTimeout().ExceedsResultSize(705, 200).Fails("FUNCTION_NOT_ALLOWED: not here", "FUNCTION_NOT_ALLOWED");

        var lost = await FailAsync();
        var late = await FailAsync();
        var large = await FailAsync();
        var denied = await FailAsync();

        Assert.Equal((true, "parsl.executors.high_throughput.errors.WorkerLost"), (lost.IsTransient, lost.RemoteType));
        Assert.Contains("worker process ended", lost.Hint, StringComparison.Ordinal);
        Assert.Equal("parsl.app.errors.AppTimeout", late.RemoteType);
        Assert.Equal(("MaxResultSizeExceeded", "Task result of 705B exceeded current limit of 200B"), (large.Code, large.RemoteMessage));
        Assert.Contains("705 characters, and the limit of the endpoint is 200", large.Hint, StringComparison.Ordinal);
        Assert.Contains("only functions that its administrator has listed", denied.Hint, StringComparison.Ordinal);

        Task<TaskExecutionFailedException> FailAsync() => Assert.ThrowsAsync<TaskExecutionFailedException>(() => _spectra.Count("Na"));
    }

    [Fact]
    public async Task A_result_that_does_not_fit_the_type_is_a_failure_to_read_it()
    {
        _fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).ReturnsJson("""{"slope": "steep"}""").ReturnsPayload("no payload").ReturnsJson("""{"slope": 2, "standard_error": 0.5}""");

        await Assert.ThrowsAsync<ResultDeserializationException>(() => _spectra.Fit([1], [1]));
        await Assert.ThrowsAsync<ResultDeserializationException>(() => _spectra.Fit([1], [1]));
        Assert.Equal(new Fit(2, 0.5), await _spectra.Fit([1], [1]));
    }

    [Fact]
    public async Task One_method_is_refused_and_its_neighbors_in_the_request_are_not()
    {
        _fake.Setup((ISpectra x) => x.Count("")).IsRefused(HttpStatusCode.Forbidden, "not you", "FUNCTION_ACCESS_FORBIDDEN").Returns(1);
        _fake.Setup((ISpectra x) => x.HelloWorld()).Returns("Hello World!");
        var (refused, next, other) = (_spectra.Count("a"), _spectra.Count("b"), _spectra.HelloWorld());

        var error = await Assert.ThrowsAsync<CallRefusedException>(() => refused);

        Assert.Equal((1, "Hello World!"), (await next, await other));
        var cause = Assert.IsType<ComputeServiceException>(error.InnerException);
        Assert.Equal((HttpStatusCode.Forbidden, "FUNCTION_ACCESS_FORBIDDEN", "not you"), (cause.StatusCode, cause.Code, cause.Detail));
        Assert.Equal((false, (Guid?)null, _fake.EndpointId), (error.IsTransient, error.Handle.TaskId, error.Handle.EndpointId));
        Assert.Null(_fake.Calls[0].TaskId);
    }

    [Fact]
    public async Task Calls_that_are_not_sent_lose_their_answer_or_their_result_say_so()
    {
        _fake.Setup((ISpectra x) => x.Count("")).IsNotSent().LosesAnswer().LosesResult(TimeSpan.FromMinutes(20));

        var unsent = await Assert.ThrowsAsync<CallRefusedException>(() => _spectra.Count("a"));
        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => _spectra.Count("b"));
        var future = _spectra.Count("c");
        var lost = await Assert.ThrowsAsync<ResultsUnreachableException>(() => future);

        Assert.True(unsent.IsTransient);
        Assert.IsType<ServiceUnreachableException>(unsent.InnerException);
        Assert.Equal((future.TaskId, true), (lost.Handle.TaskId, lost.IsTransient));
        Assert.Contains("00:20:00", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idempotent_call_is_sent_again_when_its_answer_or_its_worker_is_lost()
    {
        _fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).LosesAnswer().LosesWorker().LosesAnswer().Returns(new Fit(1, 1)).LosesAnswer();

        // Lost, then accepted and lost with its worker; sent again, and that answer is lost: nobody knows.
        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => _spectra.Fit([1], [1]));
        Assert.Equal(new Fit(1, 1), await _spectra.Fit([1], [1]));
        Assert.Equal(4, _fake.Calls.Count);

        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => _spectra.Fit([1], [1]));
        Assert.Equal(10, _fake.Calls.Count);
    }

    [Fact]
    public async Task The_service_refuses_submissions_or_registrations_and_accepts_them_again()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Returns(1);

        _fake.RefuseRegistrations(HttpStatusCode.UnprocessableEntity, "no such group");
        var unregistered = await Assert.ThrowsAsync<FunctionRegistrationException>(() => _spectra.Count("a"));
        _fake.AcceptRegistrations();
        _fake.RefuseSubmissions(HttpStatusCode.Forbidden, "not you", "ENDPOINT_ACCESS_FORBIDDEN");
        var refused = await Assert.ThrowsAsync<CallRefusedException>(() => _spectra.Count("b"));
        _fake.AcceptSubmissions();

        Assert.Contains("no such group", unregistered.Message, StringComparison.Ordinal);
        Assert.Equal("ENDPOINT_ACCESS_FORBIDDEN", Assert.IsType<ComputeServiceException>(refused.InnerException).Code);
        Assert.Equal(1, await _spectra.Count("c"));
        Assert.Equal("c", _fake.Calls[^1].Argument<string>("name"));
    }

    [Fact]
    public async Task An_unreachable_service_fails_new_calls_and_requests_at_once_and_delivers_earlier_results_later()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Pends();
        var pending = _spectra.Count("a");
        await pending.Submitted;

        _fake.IsReachable = false;
        _fake.Calls[0].Complete(3);
        var error = await Assert.ThrowsAsync<CallRefusedException>(() => _spectra.Count("b"));
        await Assert.ThrowsAsync<ServiceUnreachableException>(() => _fake.Client.GetEndpointStatusAsync(_fake.EndpointId, Token));
        Assert.False(pending.IsCompleted);
        _fake.IsReachable = true;

        Assert.Equal(3, await pending);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Pending_calls_are_ended_by_the_test_in_every_way()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Pends();
        _fake.Setup((ISpectra x) => x.Forget("")).Pends();
        _fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).Pends();
        var (raised, lost, unreachable, forgotten, retried) = (_spectra.Count("a"), _spectra.Count("b"), _spectra.Count("c"), _spectra.Forget("d"), _spectra.Fit([1], [1]));
        var calls = await _fake.WaitForCallsAsync(5, Token);

        Assert.All(calls, static call => Assert.True(call.IsPending));
        Assert.True(calls[0].Raise(new FakeError("RuntimeError") { Cause = new FakeError("KeyError") }));
        Assert.True(calls[1].LoseWorker());
        Assert.True(calls[2].LoseResult());
        Assert.True(calls[3].Complete());
        Assert.True(calls[4].LoseWorker());
        Assert.False(calls[0].LoseWorker());

        Assert.Equal("RuntimeError", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => raised)).RemoteType);
        Assert.True((await Assert.ThrowsAsync<TaskExecutionFailedException>(() => lost)).IsTransient);
        await Assert.ThrowsAsync<ResultsUnreachableException>(() => unreachable);
        await forgotten;
        var again = await _fake.WaitForCallsAsync((ISpectra x) => x.Fit(default!, default!, default), 2, Token);
        again[1].Complete(new Fit(1, 2));
        Assert.Equal(new Fit(1, 2), await retried);
    }

    [Fact]
    public async Task A_call_that_the_app_gives_up_stays_pending_and_faults_nothing_else()
    {
        using var cancellation = new CancellationTokenSource();
        _fake.Setup((IKinds x) => x.Plain(default)).Pends().Returns(2);
        var kinds = _fake.CreateProxy<IKinds>();
        var given = kinds.Plain(cancellation.Token);
        await _fake.WaitForCallsAsync(1, Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(2, await kinds.Plain(Token));
        Assert.True(_fake.Calls[0].IsPending);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Items_of_a_Map_that_are_refused_fail_with_their_task(int chunkSize)
    {
        _fake.Setup((ISpectra x) => x.Scale(default!, default, default)).Returns(1);
        _fake.Setup((ISpectra x) => x.Scale(default!, default, default)).When(static call => call.Argument<int>("value") == 2).IsRefused(HttpStatusCode.Forbidden, "not you");
        _fake.Setup((ISpectra x) => x.Scale(default!, default, default)).When(static call => call.Argument<int>("value") == 4).LosesResult();

        var items = await _spectra.Scale([1, 2], 10, new ComputeMapOptions { ChunkSize = chunkSize }).ToListAsync(Token);
        var others = await _spectra.Scale([3, 4], 10, new ComputeMapOptions { ChunkSize = chunkSize }).ToListAsync(Token);

        Assert.IsType<CallRefusedException>(items[1].Exception);
        Assert.Equal(chunkSize == 1, items[0].IsSuccess);
        Assert.IsType<ResultsUnreachableException>(others[1].Exception);
    }

    [Fact]
    public async Task Outcomes_go_to_calls_in_the_order_in_which_the_app_makes_them()
    {
        _fake.Setup((ISpectra x) => x.Count("")).ReturnsEach(Enumerable.Range(0, 500));

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => (Task<int>)_spectra.Count($"{i}")));

        Assert.Equal(Enumerable.Range(0, 500), results);
        Assert.Equal(Enumerable.Range(0, 500).Select(static i => $"{i}"), _fake.Calls.Select(static call => call.Argument<string>("name")));
    }

    [Fact]
    public async Task Filters_of_the_app_see_what_is_set_up()
    {
        _fake.Setup((ISpectra x) => x.Count("")).IsNotSent().LosesWorker().Returns(3);
        var options = _fake.CreateClientOptions();
        options.Filters.Add(new Again());
        await using var client = new ComputeClient(options);

        Assert.Equal(3, await client.CreateExecutor(_fake.EndpointId).CreateProxy<ISpectra>().Count("a"));
        Assert.Equal(3, _fake.Calls.Count);
    }

    private sealed class Again : Filters.IComputeCallFilter
    {
        public async Task<T> InvokeAsync<T>(Filters.ComputeCallContext context, Filters.ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    return await proceed(context, cancellationToken);
                }
                catch (ComputeException e) when (e.IsTransient)
                {
                    // Again.
                }
            }
        }
    }
}
