using System.Text;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class ResultInboxTests
{
    private static readonly SubmissionReceipt s_receipt = new(null, null, null, 0);

    private readonly ManualTimeProvider _time = new();
    private readonly ResultRouter _router = new();
    private readonly ResultInbox _inbox;

    public ResultInboxTests() => _inbox = new ResultInbox(_router, new ResultReaders(new IdleLifecycle(), _time, NullLogger.Instance), _time, NullLogger.Instance);

    [Fact]
    public async Task A_message_ends_the_call_that_waits_for_it()
    {
        var (id, future) = Await();

        _inbox.Receive(Message(id, "11\\n1"));

        await future;
        Assert.True(_router.IsEmpty);
    }

    [Fact]
    public async Task A_failure_carries_its_code_and_its_text_for_users()
    {
        var (id, future) = Await();

        _inbox.Receive(Encoding.UTF8.GetBytes(
            "\u0001{\"message_type\":\"result\",\"data\":{\"task_id\":\"" + id + "\",\"data\":\"Traceback\\nValueError: é\",\"error_details\":{\"code\":\"RemoteExecutionError\",\"user_message\":\"An error\"}}}"));

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future);
        Assert.Equal("RemoteExecutionError", error.Code);
        Assert.Equal("An error", error.UserMessage);
        Assert.Equal("é", error.RemoteMessage);
    }

    [Fact]
    public async Task A_result_that_comes_before_its_call_is_known_is_held_for_it()
    {
        var id = Guid.NewGuid();
        _inbox.Receive(Message(id, "11\\n1"));
        Assert.Equal(1, _inbox.Held);

        var (_, future) = Await(id);

        Assert.True(_inbox.DeliverEarly(id));
        await future;
        Assert.Equal(0, _inbox.Held);
    }

    [Fact]
    public async Task A_repeated_result_does_nothing()
    {
        var (id, future) = Await();

        _inbox.Receive(Message(id, "11\\n1"));
        _inbox.Receive(Message(id, "11\\n2"));

        await future;
        Assert.Equal(1, _inbox.Held);
    }

    [Fact]
    public void Results_that_nobody_asks_for_are_let_go_after_a_while()
    {
        for (var i = 0; i < 100; i++)
        {
            _inbox.Receive(Message(Guid.NewGuid(), "11\\n1"));
        }

        _time.Advance(TimeSpan.FromMinutes(6));
        _inbox.Receive(Message(Guid.NewGuid(), "11\\n1"));

        Assert.Equal(1, _inbox.Held);
    }

    [Fact]
    public void Results_that_nobody_asks_for_are_held_in_bounded_memory()
    {
        var large = new string('x', 1_000_000);
        for (var i = 0; i < 200; i++)
        {
            _inbox.Receive(Message(Guid.NewGuid(), large));
        }

        Assert.InRange(_inbox.Held, 10, 70);
    }

    [Fact]
    public void A_message_that_makes_no_sense_is_dropped()
    {
        _inbox.Receive("nonsense"u8);
        _inbox.Receive(default);

        Assert.Equal(0, _inbox.Held);
    }

    [Fact]
    public async Task A_failure_text_that_is_no_UTF8_still_ends_its_call()
    {
        var (id, future) = Await();

        _inbox.Deliver(id, succeeded: false, [(byte)'a', 0xFF], default);

        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future);
    }

    [Fact]
    public async Task Messages_and_calls_that_race_find_each_other()
    {
        for (var round = 0; round < 500; round++)
        {
            var id = Guid.NewGuid();
            var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments());
            var future = call.Start(CancellationToken.None);
            await Task.WhenAll(
                Task.Run(() => _inbox.Receive(Message(id, "11\\n1"))),
                Task.Run(() =>
                {
                    call.SetAccepted(id, s_receipt);
                    _inbox.TryAwait(call);
                    _inbox.DeliverEarly(id);
                }));

            await future;
        }
    }

    private static byte[] Message(Guid id, string data) => Encoding.UTF8.GetBytes(
        "\u0001{\"message_type\":\"result\",\"data\":{\"task_id\":\"" + id + "\",\"data\":\"" + data + "\",\"error_details\":null}}");

    private (Guid Id, ComputeFuture Future) Await(Guid? taskId = null)
    {
        var id = taskId ?? Guid.NewGuid();
        var call = new VoidCall(TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments());
        var future = call.Start(CancellationToken.None);
        call.SetAccepted(id, s_receipt);
        Assert.True(_inbox.TryAwait(call));
        return (id, future);
    }
}
