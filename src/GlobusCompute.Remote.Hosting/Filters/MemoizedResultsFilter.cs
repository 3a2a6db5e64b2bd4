using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Hosting.Filters;

/// <summary>
/// Answers equal calls of chosen methods from a cache. What is cached is the result as it was delivered, which is read anew for each call: a cache needs no
/// serializer for the app's types, and no two callers share an object.
/// </summary>
internal sealed class MemoizedResultsFilter(IResultCache cache, IReadOnlyDictionary<string, TimeSpan> methods, bool isShared) : IComputeCallFilter
{
    /// <inheritdoc/>
    public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
    {
        if (context.ResultType is null || !methods.TryGetValue(context.MethodName, out var expiration))
        {
            return await proceed(context, cancellationToken).ConfigureAwait(false);
        }

        var run = new Run<T>(context, proceed);
        var payload = await cache.GetOrCreateAsync(KeyOf(context), run.CreateAsync, expiration, cancellationToken).ConfigureAwait(false);
        return run.HasValue ? run.Value : context.ReadResult<T>(payload);
    }

    /// <summary>All that a result depends on, and whose it is.</summary>
    private string KeyOf(ComputeCallContext context)
    {
        // Lengths before texts, so that no two lists of texts are the same text.
        var text = new StringBuilder();
        foreach (var part in (string?[])[
            context.ServiceUrl.AbsoluteUri,
            isShared ? null : context.ClientName,
            context.EndpointId.ToString("D"),
            context.UserEndpointConfig,
            context.FunctionId?.ToString("D"),
            context.FunctionHash,
            context.ArgumentsHash])
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        return $"globus-compute:1:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant()}";
    }

    /// <summary>The call that calculates, if it is this one.</summary>
    private sealed class Run<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed)
    {
        public bool HasValue { get; private set; }

        public T Value { get; private set; } = default!;

        public async Task<byte[]> CreateAsync(CancellationToken cancellationToken)
        {
            context.KeepResultPayload = true;
            Value = await proceed(context, cancellationToken).ConfigureAwait(false);
            HasValue = true;
            return context.ResultPayload is { } payload
                ? payload.ToArray()
                : throw new InvalidOperationException(
                    $"A filter behind the memoized results answered {context.MethodName} without a task, so there is no result to keep. Add it before them.");
        }
    }
}
