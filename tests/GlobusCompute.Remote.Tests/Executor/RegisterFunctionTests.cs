using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Executor;

public sealed class RegisterFunctionTests
{
    private readonly PythonFunction _function = PythonFunction.FromSource("def f():\n    return 1\n");

    [Fact]
    public async Task A_function_is_registered_once_and_its_calls_use_the_id()
    {
        await using var harness = new ExecutorHarness();

        var id = await harness.Executor.RegisterFunctionAsync(_function);
        var future = harness.Executor.Submit(_function);
        await future;

        Assert.Equal(1, harness.Service.Registrations);
        Assert.Equal(id, future.Handle.FunctionId);
    }

    [Fact]
    public async Task A_known_id_spares_the_registration()
    {
        await using var harness = new ExecutorHarness();
        var known = Guid.NewGuid();

        Assert.Equal(known, await harness.Executor.RegisterFunctionAsync(_function, known));
        var future = harness.Executor.Submit(_function);
        await future;

        Assert.Equal(0, harness.Service.Registrations);
        Assert.Equal(known, future.Handle.FunctionId);
    }

    [Fact]
    public async Task Registering_twice_is_an_error_that_names_both_ids()
    {
        await using var harness = new ExecutorHarness();
        var id = await harness.Executor.RegisterFunctionAsync(_function);
        var other = Guid.NewGuid();

        var again = await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Executor.RegisterFunctionAsync(_function));
        var differently = await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Executor.RegisterFunctionAsync(_function, other));

        Assert.Contains(id.ToString(), again.Message);
        Assert.Contains(id.ToString(), differently.Message);
        Assert.Contains(other.ToString(), differently.Message);
        Assert.Equal(1, harness.Service.Registrations);
    }

    [Fact]
    public async Task Registering_under_the_same_id_again_gives_the_id()
    {
        await using var harness = new ExecutorHarness();
        var id = await harness.Executor.RegisterFunctionAsync(_function);

        Assert.Equal(id, await harness.Executor.RegisterFunctionAsync(_function, id));
        var pinned = PythonFunction.FromId(id);
        Assert.Equal(id, await harness.Executor.RegisterFunctionAsync(pinned, id));
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Executor.RegisterFunctionAsync(pinned));
    }

    [Fact]
    public async Task Registering_after_a_call_has_done_so_is_an_error_too()
    {
        await using var harness = new ExecutorHarness();
        var answer = new TaskCompletionSource<Guid>();
        harness.Service.OnRegister = (_, _) => answer.Task;
        var future = harness.Executor.Submit(_function);

        var second = harness.Executor.RegisterFunctionAsync(_function);
        answer.SetResult(Guid.NewGuid());

        await future;
        Assert.Contains(future.Handle.FunctionId.ToString()!, (await Assert.ThrowsAsync<InvalidOperationException>(() => second)).Message);
        Assert.Equal(1, harness.Service.Registrations);
    }

    [Fact]
    public async Task Calls_wait_for_a_registration_that_is_under_way()
    {
        await using var harness = new ExecutorHarness();
        var answer = new TaskCompletionSource<Guid>();
        harness.Service.OnRegister = (_, _) => answer.Task;

        var registering = harness.Executor.RegisterFunctionAsync(_function);
        var future = harness.Executor.Submit(_function);
        answer.SetResult(Guid.NewGuid());

        Assert.Equal(await registering, (await future.Submitted, future.Handle.FunctionId).FunctionId);
        Assert.Equal(1, harness.Service.Registrations);
    }

    [Fact]
    public async Task A_registration_that_failed_can_be_tried_again()
    {
        await using var harness = new ExecutorHarness();
        var id = Guid.NewGuid();
        harness.Service.OnRegister = (_, _) => harness.Service.Registrations == 1
            ? throw new ComputeServiceException("POST /v3/functions", System.Net.HttpStatusCode.UnprocessableEntity, "REQUEST_MALFORMED", "no")
            : Task.FromResult(id);

        await Assert.ThrowsAsync<FunctionRegistrationException>(() => harness.Executor.RegisterFunctionAsync(_function));

        Assert.Equal(id, await harness.Executor.RegisterFunctionAsync(_function));
    }

    [Fact]
    public async Task Of_many_that_register_at_once_one_succeeds()
    {
        await using var harness = new ExecutorHarness();
        var all = Enumerable.Range(0, 20).Select(_ => Task.Run(() => harness.Executor.RegisterFunctionAsync(_function))).ToList();

        await Task.WhenAll(all).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        _ = Assert.Single(all, static t => t.IsCompletedSuccessfully);
        Assert.Equal(1, harness.Service.Registrations);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_registration_to_the_calls()
    {
        await using var harness = new ExecutorHarness();
        var answer = new TaskCompletionSource<Guid>();
        harness.Service.OnRegister = (_, _) => answer.Task;
        using var cancel = new CancellationTokenSource();

        var registering = harness.Executor.RegisterFunctionAsync(_function, cancellationToken: cancel.Token);
        var future = harness.Executor.Submit(_function);
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => registering);
        answer.SetResult(Guid.NewGuid());

        await future;
        Assert.Equal(1, harness.Service.Registrations);
    }

    [Fact]
    public async Task A_registration_ends_with_its_client()
    {
        var harness = new ExecutorHarness();
        harness.Service.OnRegister = static async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return default;
        };

        var registering = harness.Executor.RegisterFunctionAsync(_function);
        await harness.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => registering);
    }

    [Fact]
    public async Task A_container_is_registered_with_the_function_once_each()
    {
        await using var harness = new ExecutorHarness();
        var containers = new List<Guid?>();
        harness.Service.OnRegister = (function, _) =>
        {
            containers.Add(function.ContainerUuid);
            return Task.FromResult(Guid.NewGuid());
        };
        var container = Guid.NewGuid();

        await harness.Executor.Submit(_function);
        harness.Executor.ContainerId = container;
        await harness.Executor.Submit(_function);
        await harness.Executor.Submit(_function);
        await harness.Executor.SubmitToRegisteredFunction(Guid.NewGuid());
        harness.Executor.ContainerId = null;
        await harness.Executor.Submit(_function);

        Assert.Equal([null, container], containers);
        Assert.Equal(container, harness.Another(new ComputeExecutorOptions { ContainerId = container }).ContainerId);
    }

    [Fact]
    public async Task A_high_assurance_function_has_no_container()
    {
        await using var harness = new ExecutorHarness(new ComputeExecutorOptions { ContainerId = Guid.NewGuid() });
        var function = PythonFunction.FromSource("def f(): pass", options: new PythonFunctionOptions { HighAssuranceEndpointId = Guid.NewGuid() });

        Assert.Throws<ArgumentException>(() => { _ = harness.Executor.Submit(function); });
        await Assert.ThrowsAsync<ArgumentException>(() => harness.Executor.RegisterFunctionAsync(function));
        Assert.Equal(0, harness.Runtime.Unsent.Count);
        await harness.Executor.ShutdownAsync();
    }

    [Fact]
    public async Task An_empty_known_id_is_refused()
    {
        await using var harness = new ExecutorHarness();

        await Assert.ThrowsAsync<ArgumentException>(() => harness.Executor.RegisterFunctionAsync(_function, Guid.Empty));
    }
}
