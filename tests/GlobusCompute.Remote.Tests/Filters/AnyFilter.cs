using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Tests.Filters;

/// <summary>A filter in one line of a test.</summary>
internal sealed class AnyFilter(Func<ComputeCallContext, Func<CancellationToken, Task<object?>>, CancellationToken, Task<object?>> run) : IComputeCallFilter
{
    public static IComputeCallFilter Through { get; } = new AnyFilter(static (_, next, token) => next(token));

    public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken) =>
        (T)(await run(context, async token => await proceed(context, token), cancellationToken))!;
}
