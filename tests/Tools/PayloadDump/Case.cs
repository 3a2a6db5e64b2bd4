namespace GlobusCompute.Remote.PayloadDump;

/// <summary>One call, and what its function must give back.</summary>
/// <param name="Kind">What kind of call it is.</param>
/// <param name="Call">Makes it.</param>
/// <param name="Expect">The result as it compares in JSON; null when the call must fail.</param>
/// <param name="ExpectError">What the failure's text must hold; null when the call must succeed.</param>
internal sealed record Case(string Kind, Func<IComputeFuture> Call, object? Expect, string? ExpectError = null)
{
    public static Case Words(string kind, Func<IComputeFuture> call, string positional, string keyword = "dict[]") => new(kind, call, new[] { positional, keyword });
}
