using System.Net;
using System.Net.Sockets;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

/// <summary>A client ends in its time, whatever does not.</summary>
public sealed class DisposalTests
{
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_shutdown = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("nothing")]
    [InlineData("budget")]
    [InlineData("registration")]
    [InlineData("registration that blocks")]
    [InlineData("submission")]
    [InlineData("submission that blocks")]
    [InlineData("submission that fails when it is stopped")]
    [InlineData("poll")]
    [InlineData("poll that blocks")]
    [InlineData("first check")]
    [InlineData("pending")]
    public async Task It_does_not_wait_for_requests_that_never_end(string what)
    {
        using var never = new ManualResetEventSlim();
        var begun = new SemaphoreSlim(0);
        var service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        Hang(service, what, begun, never);
        var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: s_shutdown));
        var target = TestCalls.Target(runtime);
        var futures = new List<ComputeFuture>();
        for (var i = 0; what != "nothing" && i < 5; i++)
        {
            futures.Add(runtime.Call(target, what.StartsWith("registration", StringComparison.Ordinal) ? TestCalls.Source() : TestCalls.Pinned()));
        }

        if (what == "first check")
        {
            var id = await futures[0].Submitted;
            futures.Add(new ComputeClient(runtime).Attach(id));
        }

        await (what is "nothing" ? Task.CompletedTask : what is "pending" ? Task.WhenAll(futures.Select(static f => f.Submitted)) : begun.WaitAsync());

        await runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog);

        Assert.All(futures, static future => Assert.True(future.IsCompleted));
        foreach (var future in futures)
        {
            await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        }

        never.Set();
    }

    [Theory]
    [InlineData("never answers", false)]
    [InlineData("never answers", true)]
    [InlineData("blocks", false)]
    [InlineData("blocks", true)]
    [InlineData("waits for a person", false)]
    [InlineData("handler never answers", false)]
    [InlineData("handler never answers", true)]
    [InlineData("handler blocks", false)]
    [InlineData("handler blocks", true)]
    [InlineData("callback blocks", false)]
    public async Task It_does_not_wait_for_a_credential_or_a_handler_of_the_app(string what, bool isRegistered)
    {
        using var never = new ManualResetEventSlim();
        var begun = new SemaphoreSlim(0);
        var credential = new Credential(token =>
        {
            switch (what)
            {
                case "never answers" or "waits for a person":
                    begun.Release();
                    return new(new TaskCompletionSource<ComputeAccessToken>().Task);
                case "blocks":
                    begun.Release();
                    never.Wait(CancellationToken.None);
                    break;
                case "callback blocks":
                    token.Register(() => never.Wait(CancellationToken.None));
                    begun.Release();
                    return new(new TaskCompletionSource<ComputeAccessToken>().Task);
            }

            return new(new ComputeAccessToken("token"));
        })
        { IsWaitingForUser = what == "waits for a person" };
        using var handler = new FakeHandler((_, _, _) =>
        {
            begun.Release();
            if (what == "handler blocks")
            {
                never.Wait(CancellationToken.None);
            }

            return new TaskCompletionSource<HttpResponseMessage>().Task;
        });
        var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options(shutdown: s_shutdown)) { Credential = credential, HttpMessageHandler = handler });
        var executor = client.CreateExecutor(Guid.NewGuid());
        var future = isRegistered ? executor.SubmitToRegisteredFunction(Guid.NewGuid()) : executor.Submit(PythonFunction.FromSource("def f():\n    return 1\n"));
        await begun.WaitAsync();

        await client.DisposeAsync().AsTask().WaitAsync(s_watchdog);

        Assert.True(future.IsCompleted);
        await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        never.Set();
    }

    [Fact]
    public async Task A_call_whose_credential_never_answers_can_be_canceled()
    {
        var begun = new SemaphoreSlim(0);
        var credential = new Credential(_ =>
        {
            begun.Release();
            return new(new TaskCompletionSource<ComputeAccessToken>().Task);
        });
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options(shutdown: TimeSpan.Zero)) { Credential = credential });
        using var cancel = new CancellationTokenSource();
        var executor = client.CreateExecutor(Guid.NewGuid());
        var one = executor.SubmitToRegisteredFunction(Guid.NewGuid());
        var other = executor.SubmitToRegisteredFunction(Guid.NewGuid(), cancellationToken: cancel.Token);
        await begun.WaitAsync();

        Assert.True(one.Cancel());
        await cancel.CancelAsync();

        Assert.Contains("canceled", (await Assert.ThrowsAsync<TaskCanceledException>(() => one)).Message);
        Assert.Contains("canceled", (await Assert.ThrowsAsync<TaskCanceledException>(() => other)).Message);
    }

    [Theory]
    [InlineData("address never comes")]
    [InlineData("address blocks")]
    [InlineData("broker says nothing")]
    [InlineData("broker says something else")]
    [InlineData("broker resets")]
    [InlineData("broker's port is closed")]
    public async Task It_does_not_wait_for_a_broker_and_leaves_no_unobserved_exception(string what)
    {
        var unobserved = new System.Collections.Concurrent.ConcurrentQueue<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) =>
        {
            // When a channel closes under a request, RabbitMQ.Client fails a task that it has given to nobody: an exception that was never thrown.
            if (!e.Exception.InnerExceptions.All(static inner => inner is RabbitMQ.Client.Exceptions.OperationInterruptedException { StackTrace: null }))
            {
                unobserved.Enqueue(e.Exception.ToString());
            }
        };
        TaskScheduler.UnobservedTaskException += note;
        using var never = new ManualResetEventSlim();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = new SemaphoreSlim(0);
        var accepting = AcceptAsync();
        var service = new FakeComputeService
        {
            OnTask = static _ => (TaskState.Pending, null),
            OnStreamAddress = _ =>
            {
                switch (what)
                {
                    case "address never comes":
                        accepted.Release();
                        return new TaskCompletionSource<StreamAnswer>().Task;
                    case "address blocks":
                        accepted.Release();
                        never.Wait(CancellationToken.None);
                        break;
                    case "broker's port is closed":
                        listener.Stop();
                        accepted.Release();
                        break;
                }

                return Task.FromResult(new StreamAnswer("prefix.", $"amqp://user:word@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
            },
        };
        if (what == "broker's port is closed")
        {
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            service.OnStreamAddress = _ =>
            {
                listener.Stop();
                accepted.Release();
                return Task.FromResult(new StreamAnswer("prefix.", $"amqp://user:word@127.0.0.1:{port}/"));
            };
        }

        await RunAsync();

        never.Set();
        listener.Stop();
        await accepting;
        for (var i = 0; i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        TaskScheduler.UnobservedTaskException -= note;
        Assert.DoesNotContain(unobserved, static text => text.Contains("RabbitMQ", StringComparison.Ordinal));

        async Task RunAsync()
        {
            var runtime = new ComputeRuntime(service, new ComputeClientOptions(TestCalls.Options(shutdown: s_shutdown)) { Delivery = ComputeDelivery.Stream });
            var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned());
            await future.Submitted;
            await accepted.WaitAsync();

            await runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog);

            await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        }

        async Task AcceptAsync()
        {
            var sockets = new List<Socket>();
            try
            {
                while (true)
                {
                    var socket = await listener.AcceptSocketAsync();
                    sockets.Add(socket);
                    if (what == "broker says something else")
                    {
                        await socket.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
                    }
                    else if (what == "broker resets")
                    {
                        socket.Close(0);
                    }

                    accepted.Release();
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }

            sockets.ForEach(static socket => socket.Dispose());
        }
    }

    private static void Hang(FakeComputeService service, string what, SemaphoreSlim begun, ManualResetEventSlim never)
    {
        // Ignores the token that it was given, as code of an app may.
        Task NeverAsync(bool blocks)
        {
            begun.Release();
            if (blocks)
            {
                never.Wait(CancellationToken.None);
            }

            return new TaskCompletionSource().Task;
        }

        switch (what)
        {
            case "budget":
                service.OnBudget = token =>
                {
                    begun.Release();
                    return Task.Delay(Timeout.Infinite, token);
                };
                break;
            case "registration" or "registration that blocks":
                service.OnRegister = async (_, _) =>
                {
                    await NeverAsync(what.Contains("blocks", StringComparison.Ordinal));
                    return Guid.NewGuid();
                };
                break;
            case "submission" or "submission that blocks":
                service.OnSubmit = (_, _) => NeverAsync(what.Contains("blocks", StringComparison.Ordinal));
                break;
            case "submission that fails when it is stopped":
                service.OnSubmit = async (_, token) =>
                {
                    begun.Release();
                    await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    token.ThrowIfCancellationRequested();
                };
                break;
            case "poll" or "poll that blocks" or "first check":
                service.OnStatus = (_, _) => NeverAsync(what.Contains("blocks", StringComparison.Ordinal));
                break;
        }
    }

    private sealed class Credential(Func<CancellationToken, ValueTask<ComputeAccessToken>> give) : IInteractiveCredential
    {
        public bool IsWaitingForUser { get; init; }

        public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) => give(cancellationToken);
    }
}
