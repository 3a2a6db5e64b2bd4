using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.Hosting.Filters;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.Registry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds filters around the calls of all clients: the app's own, and those of its users. The first one that is added is the outermost.</summary>
public static class GlobusComputeFilterExtensions
{
    /// <summary>Adds a filter, which is a singleton made by the container.</summary>
    /// <param name="builder">The registration.</param>
    /// <typeparam name="T">The filter's class. It must be thread-safe.</typeparam>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IGlobusComputeBuilder AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IGlobusComputeBuilder builder)
        where T : class, IComputeCallFilter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<T>();
        return builder.AddFilter(static provider => provider.GetRequiredService<T>());
    }

    /// <summary>Adds a filter.</summary>
    /// <param name="builder">The registration.</param>
    /// <param name="create">Gives the filter for one client. It may be the same one for all; if so, it must be thread-safe.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IGlobusComputeBuilder AddFilter(this IGlobusComputeBuilder builder, Func<IServiceProvider, IComputeCallFilter> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        return builder.ConfigureClient((provider, options) => options.Filters.Add(create(provider)));
    }

    /// <summary>
    /// Runs calls through a resilience pipeline that the app registered under a name, with <c>AddResiliencePipeline</c> of the package Polly.Extensions. Each
    /// attempt submits a task of its own; <see cref="ComputeResilience.ShouldRetry"/> tells which outcomes may be retried.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="pipelineName">The name of the pipeline.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentException"><paramref name="pipelineName"/> is empty.</exception>
    public static IGlobusComputeBuilder AddResilience(this IGlobusComputeBuilder builder, string pipelineName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(pipelineName);
        return builder.AddFilter(provider =>
        {
            var pipelines = provider.GetService<ResiliencePipelineProvider<string>>()
                ?? throw new InvalidOperationException(
                    $"No resilience pipelines are registered. Reference the package Polly.Extensions and call AddResiliencePipeline(\"{pipelineName}\", …).");

            // A name that is not registered fails now, at the start of the app, and not at the first call.
            pipelines.GetPipeline(pipelineName);
            return new ResilienceFilter(() => pipelines.GetPipeline(pipelineName));
        });
    }

    /// <summary>
    /// Answers equal calls of chosen methods from a cache, so that they share one task and its result: from <see cref="HybridCache"/> where the app has it,
    /// else from <see cref="IDistributedCache"/>. What is kept is the result as the worker serialized it. Failures are not kept.
    /// </summary>
    /// <param name="builder">The registration.</param>
    /// <param name="configure">
    /// Names the methods: <c>results => results.Add&lt;IAnalysis&gt;(nameof(IAnalysis.Fit), TimeSpan.FromHours(1))</c>.
    /// </param>
    /// <returns>The registration.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IGlobusComputeBuilder AddMemoizedResults(this IGlobusComputeBuilder builder, Action<MemoizedResultsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<MemoizedResultsOptions>().Configure(configure)
            .Validate(
                static options => options.Methods.Values.All(static time => time > TimeSpan.Zero),
                $"{nameof(MemoizedResultsOptions)}.{nameof(MemoizedResultsOptions.Methods)}: results must be kept for a time above zero.")
            .ValidateOnStart();
        builder.Services.TryAddSingleton(static provider => Memoized(provider));
        return builder.AddFilter(static provider => provider.GetRequiredService<MemoizedResultsFilter>());
    }

    private static MemoizedResultsFilter Memoized(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<MemoizedResultsOptions>>().Value;
        IResultCache? cache = provider.GetService<HybridCache>() is { } hybrid ? new HybridResultCache(hybrid)
            : provider.GetService<IDistributedCache>() is { } distributed
                ? new DistributedResultCache(distributed, provider.GetRequiredService<ILoggerFactory>().CreateLogger("GlobusCompute.Remote.Hosting"))
            : throw new InvalidOperationException(
                "Memoized results need a cache. Call services.AddHybridCache(), of the package Microsoft.Extensions.Caching.Hybrid, or register an "
                + $"{nameof(IDistributedCache)}.");
        return new MemoizedResultsFilter(cache, options.Methods.AsReadOnly(), options.ShareBetweenClients);
    }
}
