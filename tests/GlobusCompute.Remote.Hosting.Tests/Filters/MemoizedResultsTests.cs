using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Filters;

/// <summary>Equal calls share one task and its result.</summary>
public sealed class MemoizedResultsTests(PythonService local)
{
    public static TheoryData<string> Caches => ["hybrid", "distributed"];

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task Equal_calls_of_a_chosen_method_have_one_result_and_others_their_own(string cache)
    {
        await using var services = Provider(cache);
        var dice = services.GetRequiredService<IDice>();

        var first = await dice.Throw(6);
        var again = await dice.Throw(6);

        Assert.Equal(first, again);
        Assert.NotSame(first, again);
        Assert.NotEqual(first, await dice.Throw(7));
        Assert.NotEqual(first, await dice.Throw(6, 1));
        Assert.NotEqual(await dice.Roll(6), await dice.Roll(6));
        await dice.Forget(1);
        await dice.Forget(1);
    }

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task Calls_at_once_share_one_task(string cache)
    {
        await using var services = Provider(cache);
        var dice = services.GetRequiredService<IDice>();

        var futures = Enumerable.Range(0, 200).Select(_ => dice.Throw(6)).ToArray();
        var results = await Task.WhenAll(futures);

        Assert.Single(results.Select(static result => string.Join(' ', result)).Distinct());
        Assert.Equal(1, futures.Count(static future => future.TaskId is not null));
        Assert.Equal(200, results.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task A_failure_reaches_all_who_wait_for_it_and_is_not_kept(string cache)
    {
        using var folder = new TemporaryFolder();
        await using var services = Provider(cache);
        var dice = services.GetRequiredService<IDice>();
        var path = Path.Combine(folder.Path, "times");

        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => dice.Cheat(path, 2));

        Assert.Equal(2, await dice.Cheat(path, 2));
        Assert.Equal(2, await dice.Cheat(path, 2));
    }

    [Theory]
    [MemberData(nameof(Caches))]
    public async Task One_who_no_longer_waits_leaves_the_result_to_the_others(string cache)
    {
        await using var services = Provider(cache);
        var dice = services.GetRequiredService<IDice>();

        var futures = Enumerable.Range(0, 20).Select(_ => dice.Throw(8)).ToArray();
        futures[0].Cancel();

        var results = await Task.WhenAll(futures[1..]);
        Assert.Single(results.Select(static result => string.Join(' ', result)).Distinct());
        Assert.True(futures[0].IsCanceled || futures[0].IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_of_other_names_share_results_only_where_the_app_says_so(bool isShared)
    {
        await using var services = Provider("hybrid", options => options.ShareBetweenClients = isShared, new ClientName("a"), new ClientName("b"));
        var (one, other) = (services.GetRequiredService<IDice>(), services.GetRequiredService<SecondApp>().Dice);

        Assert.Equal(isShared, string.Join(' ', await one.Throw(6)) == string.Join(' ', await other.Throw(6)));
    }

    [Fact]
    public async Task A_result_is_kept_for_its_time()
    {
        var time = new ManualTimeProvider();
        await using var services = Provider("distributed", clock: time);
        var dice = services.GetRequiredService<IDice>();
        var first = await dice.Throw(6);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(first, await dice.Throw(6));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first, await dice.Throw(6));
    }

    [Fact]
    public async Task A_cache_that_fails_costs_results_nothing()
    {
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddSingleton<IDistributedCache, BrokenCache>();
        Add(builder, static _ => { });
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(6, (await services.GetRequiredService<IDice>().Throw(6))[0]);
    }

    [Fact]
    public async Task Wrong_methods_times_and_a_missing_cache_are_refused_with_a_sentence()
    {
        var options = new MemoizedResultsOptions();
        Assert.Throws<ArgumentException>(() => options.Add<IDice>("Trow", TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Add<IDice>(nameof(IDice.Throw), TimeSpan.Zero));

        var without = TestApp.Create(local.Settings);
        Add(without, static _ => { });
        await using var none = without.Services.BuildServiceProvider();
        Assert.Contains("AddHybridCache", Assert.Throws<InvalidOperationException>(none.GetRequiredService<ComputeClient>).Message, StringComparison.Ordinal);

        var zero = TestApp.Create(local.Settings);
        zero.Services.AddHybridCache();
        Add(zero, static o => o.Methods["IDice.Roll"] = TimeSpan.Zero);
        using var host = zero.Build();
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static void Add(HostApplicationBuilder builder, Action<MemoizedResultsOptions> configure) =>
        builder.Services.AddGlobusCompute().AddProxy<IDice>().AddMemoizedResults(options =>
        {
            options.Add<IDice>(nameof(IDice.Throw), TimeSpan.FromHours(1)).Add<IDice>(nameof(IDice.Cheat), TimeSpan.FromHours(1))
                .Add<IDice>(nameof(IDice.Forget), TimeSpan.FromHours(1));
            configure(options);
        });

    private ServiceProvider Provider(
        string cache, Action<MemoizedResultsOptions>? configure = null, ClientName? name = null, ClientName? second = null, TimeProvider? clock = null)
    {
        var builder = TestApp.Create(local.Settings.With(("GlobusCompute:Name", name?.Value ?? "")));
        if (cache == "hybrid")
        {
            builder.Services.AddHybridCache();
        }
        else
        {
            builder.Services.AddSingleton<IDistributedCache>(new MemoryDistributedCache(
                Options.Create(new MemoryDistributedCacheOptions { Clock = new Clock(clock ?? TimeProvider.System) })));
        }

        Add(builder, configure ?? (static _ => { }));
        if (second is not null)
        {
            builder.Services.AddSingleton(provider =>
            {
                var client = local.Service.CreateClientOptions();
                client.Name = second.Value;
                foreach (var filter in provider.GetServices<GlobusCompute.Remote.Hosting.Filters.MemoizedResultsFilter>())
                {
                    client.Filters.Add(filter);
                }

                return new SecondApp(new ComputeClient(client), local.Service.EndpointId);
            });
        }

        return builder.Services.BuildServiceProvider();
    }

    private sealed record ClientName(string Value);

    private sealed class SecondApp(ComputeClient client, Guid endpointId) : IDisposable
    {
        public IDice Dice { get; } = client.CreateExecutor(endpointId).CreateProxy<IDice>();

        public void Dispose() => client.Dispose();
    }

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }

    private sealed class BrokenCache : IDistributedCache
    {
        public byte[]? Get(string key) => throw new TimeoutException();

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => throw new TimeoutException();

        public void Refresh(string key) => throw new TimeoutException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new TimeoutException();

        public void Remove(string key) => throw new TimeoutException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new TimeoutException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new TimeoutException();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => throw new TimeoutException();
    }
}
