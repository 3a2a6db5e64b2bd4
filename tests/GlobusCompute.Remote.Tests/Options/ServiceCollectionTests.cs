using GlobusCompute.Remote.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GlobusCompute.Remote.Tests.Options;

/// <summary>Clients and executors in a container of services, which disposes what it made, with and without await.</summary>
public sealed class ServiceCollectionTests
{
    private static readonly PythonFunction s_function = PythonFunction.FromId(Guid.NewGuid());

    private readonly FakeComputeService _service = new();

    [Fact]
    public async Task A_scope_and_a_container_are_disposed_without_await()
    {
        var provider = Container();
        ComputeClient client;
        ComputeExecutor executor;
        ComputeFuture future;
        using (var scope = provider.CreateScope())
        {
            executor = scope.ServiceProvider.GetRequiredService<ComputeExecutor>();
            future = executor.Submit(s_function);
        }

        await future;
        Assert.Throws<ObjectDisposedException>(() => { _ = executor.Submit(s_function); });
        using (var scope = provider.CreateScope())
        {
            client = provider.GetRequiredService<ComputeClient>();
            executor = scope.ServiceProvider.GetRequiredService<ComputeExecutor>();
            _service.OnBudget = static token => Task.Delay(Timeout.Infinite, token);
            future = executor.Submit(s_function);
        }

        provider.Dispose();

        await Assert.ThrowsAsync<CallNotSentException>(() => future);
        Assert.Throws<ObjectDisposedException>(() => client.CreateExecutor(TestCalls.Endpoint));
        await Eventually.TrueAsync(() => client.UnsentCalls == 0);
    }

    [Fact]
    public async Task A_scope_and_a_container_are_disposed_with_await()
    {
        var provider = Container();
        ComputeFuture future;
        await using (var scope = provider.CreateAsyncScope())
        {
            future = scope.ServiceProvider.GetRequiredService<ComputeExecutor>().Submit(s_function);
        }

        await future;
        var client = provider.GetRequiredService<ComputeClient>();
        _service.OnStatus = static (_, token) => Task.Delay(Timeout.Infinite, token);
        future = client.CreateExecutor(TestCalls.Endpoint).Submit(s_function);

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        Assert.Throws<ObjectDisposedException>(() => client.CreateExecutor(TestCalls.Endpoint));
    }

    [Fact]
    public async Task Executors_of_two_scopes_are_apart_and_share_the_client()
    {
        await using var provider = Container();
        await using var one = provider.CreateAsyncScope();
        await using var other = provider.CreateAsyncScope();
        var (first, second) = (one.ServiceProvider.GetRequiredService<ComputeExecutor>(), other.ServiceProvider.GetRequiredService<ComputeExecutor>());

        await one.DisposeAsync();
        await second.Submit(s_function);

        Assert.NotSame(first, second);
        Assert.Throws<ObjectDisposedException>(() => { _ = first.Submit(s_function); });
        Assert.Equal((0, 1), (first.SubmittedTasks, second.SubmittedTasks));
    }

    private ServiceProvider Container() => new ServiceCollection()
        .AddSingleton(_ => new ComputeClient(new ComputeRuntime(_service, TestCalls.Options())))
        .AddScoped(static services => services.GetRequiredService<ComputeClient>().CreateExecutor(TestCalls.Endpoint))
        .BuildServiceProvider(validateScopes: true);
}
