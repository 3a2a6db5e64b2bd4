using System.Collections;
using System.Collections.Concurrent;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Filters;

/// <summary>Filters around the tasks of a Map, each of one item or of several.</summary>
public sealed class MapFilterTests(PythonService local)
{
    [Fact]
    public async Task A_filter_sees_the_items_and_the_other_arguments_of_each_task()
    {
        var seen = new ConcurrentQueue<string>();
        await using var services = Provider(new Watcher(seen));
        var dice = services.GetRequiredService<IDice>();

        var single = await dice.Scale([1, 2], 10).WhenAll();
        var chunks = await dice.Scale([1, 2, 3], 10, new ComputeMapOptions { ChunkSize = 2 }).WhenAll();

        Assert.Equal([10, 20], single.Select(static item => item[0]));
        Assert.Equal([10, 20, 30], chunks.Select(static item => item[0]));
        Assert.Equal(
            [
                "IDice.Scale(value: 1, factor: 10): Int64[]",
                "IDice.Scale(value: 2, factor: 10): Int64[]",
                "IDice.Scale(value: 1 2, factor: 10): IReadOnlyList`1",
                "IDice.Scale(value: 3, factor: 10): IReadOnlyList`1",
            ],
            seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Failed_items_fail_alone_with_filters_as_without(int chunkSize)
    {
        await using var services = Provider(new Watcher(new()));
        var items = new List<ComputeMapItem<long[]>>();

        await foreach (var item in services.GetRequiredService<IDice>().Scale([1, -1, 2, -2, 3], 10, new ComputeMapOptions { ChunkSize = chunkSize }))
        {
            items.Add(item);
        }

        Assert.Equal([0, 1, 2, 3, 4], items.Select(static item => item.Index));
        Assert.Equal([true, false, true, false, true], items.Select(static item => item.IsSuccess));
        Assert.Equal("-2 is negative", Assert.IsType<TaskExecutionFailedException>(items[3].Exception).RemoteMessage);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Equal_tasks_of_a_Map_share_memoized_results(int chunkSize)
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddHybridCache();
        builder.Services.AddGlobusCompute().AddProxy<IDice>()
            .AddMemoizedResults(static results => results.Add<IDice>(nameof(IDice.Scale), TimeSpan.FromHours(1)));
        await using var services = builder.Services.BuildServiceProvider();
        var dice = services.GetRequiredService<IDice>();

        var first = await dice.Scale([1, 2, 3, 4], 10, new ComputeMapOptions { ChunkSize = chunkSize }).WhenAll();
        var second = await dice.Scale([1, 2, 3, 4], 10, new ComputeMapOptions { ChunkSize = chunkSize }).WhenAll();
        var other = await dice.Scale([1, 2, 3, 4], 11, new ComputeMapOptions { ChunkSize = chunkSize }).WhenAll();

        Assert.Equal(first, second);
        Assert.NotEqual(first.Select(static item => item[1]), other.Select(static item => item[1]));
    }

    [Fact]
    public async Task A_filter_that_answers_with_another_number_of_items_fails_those_of_its_task()
    {
        await using var services = Provider(new Short());

        var items = new List<ComputeMapItem<long[]>>();
        await foreach (var item in services.GetRequiredService<IDice>().Scale([1, 2, 3], 10, new ComputeMapOptions { ChunkSize = 2 }))
        {
            items.Add(item);
        }

        Assert.Equal(3, items.Count);
        Assert.All(items, static item => Assert.Contains("another number of items", item.Exception!.Message, StringComparison.Ordinal));
    }

    private ServiceProvider Provider(IComputeCallFilter filter)
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddGlobusCompute().AddProxy<IDice>().AddFilter(_ => filter);
        return builder.Services.BuildServiceProvider();
    }

    private sealed class Watcher(ConcurrentQueue<string> seen) : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            var arguments = context.Arguments.Select(static argument =>
                $"{argument.Name}: {(argument.Value is IList list ? string.Join(' ', list.Cast<object>()) : argument.Value)}");
            seen.Enqueue($"{context.MethodName}({string.Join(", ", arguments)}): {context.ResultType!.Name}");
            return proceed(context, cancellationToken);
        }
    }

    private sealed class Short : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken) =>
            Task.FromResult((T)(object)Array.Empty<ComputeMapItem<long[]>>());
    }
}
