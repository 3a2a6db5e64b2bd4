using System.Net;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions;

public sealed class FunctionRegistryTests
{
    [Fact]
    public async Task An_exact_source_is_registered_once_however_many_call_it_at_once()
    {
        var service = new FakeComputeService();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => runtime.Call(target, TestCalls.Source()))));

        Assert.Equal(1, service.Registrations);
    }

    [Fact]
    public async Task A_pinned_function_is_not_registered()
    {
        var service = new FakeComputeService();
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var function = TestCalls.Pinned();

        var future = runtime.Call(TestCalls.Target(runtime), function);
        await future;

        Assert.Equal(0, service.Registrations);
        Assert.Equal(function.Id, future.Handle.FunctionId);
    }

    [Fact]
    public async Task A_call_does_not_wait_for_another_function_s_registration()
    {
        var slow = new TaskCompletionSource();
        var service = new FakeComputeService
        {
            OnRegister = async (function, token) =>
            {
                if (function.FunctionName == "slow")
                {
                    await slow.Task.WaitAsync(token);
                }

                return Guid.NewGuid();
            },
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var waiting = runtime.Call(target, TestCalls.Source("slow"));

        await runtime.Call(target, TestCalls.Source("quick"));
        await runtime.Call(target, TestCalls.Pinned());

        Assert.Equal(ComputeFutureStage.Registering, waiting.Stage);
        slow.SetResult();
        await waiting;
    }

    [Fact]
    public async Task A_failed_registration_fails_only_its_function_and_the_next_call_tries_again()
    {
        var attempts = 0;
        var service = new FakeComputeService
        {
            OnRegister = (function, _) => function.FunctionName == "bad" && Interlocked.Increment(ref attempts) == 1
                ? throw new ComputeServiceException("POST /v3/functions", HttpStatusCode.RequestEntityTooLarge, "FUNCTION_TOO_LARGE", "Too large.")
                : Task.FromResult(Guid.NewGuid()),
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);

        var bad = runtime.Call(target, TestCalls.Source("bad"));
        await runtime.Call(target, TestCalls.Source("good"));
        var error = await Assert.ThrowsAsync<FunctionRegistrationException>(() => bad);

        Assert.Contains("ITest.bad", error.Message);
        Assert.Contains("FUNCTION_TOO_LARGE", error.Message);
        await runtime.Call(target, TestCalls.Source("bad"));
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Calls_keep_their_order_through_a_registration()
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService
        {
            OnRegister = async (_, token) =>
            {
                await gate.Task.WaitAsync(token);
                return Guid.NewGuid();
            },
        };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Source();
        var sent = new List<string>();
        service.OnSubmit = (batch, _) =>
        {
            sent.AddRange(batch.Calls.Select(static c => System.Text.Encoding.ASCII.GetString(c.Arguments.Span)));
            return Task.CompletedTask;
        };

        var futures = Enumerable.Range(0, 100).Select(i => runtime.Call(target, function, arguments: $"{i}")).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"\"{i}\""), sent);
    }

    [Fact]
    public void A_definition_that_is_used_by_no_interface_names_its_parts()
    {
        var pinned = FunctionDefinition.ById("I.F", "f", Guid.Empty);

        Assert.Null(pinned.RegistrationHash);
        Assert.Null(pinned.Source);
        Assert.Equal(0, pinned.CodeBytes);
    }
}
