using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Hosting;

/// <summary>Sets which methods answer equal calls from a cache, and for how long.</summary>
/// <remarks>Only memoize functions whose result depends on their arguments alone.</remarks>
public sealed class MemoizedResultsOptions
{
    /// <summary>
    /// Gets how long results of methods are kept, by the method's name as messages have it, for example <c>IAnalysis.Fit</c>; for calls without a proxy, the
    /// function's name. Times are above zero. Empty by default: no method is memoized that is not named.
    /// </summary>
    public IDictionary<string, TimeSpan> Methods { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets whether clients share results. Default false: a result is given only to calls of clients with the same
    /// <see cref="GlobusCompute.Remote.Settings.ComputeClientSettings.Name"/>, such as those of one user. True gives a user what was calculated for another,
    /// who may have been allowed what this one is not.
    /// </summary>
    public bool ShareBetweenClients { get; set; }

    /// <summary>Memoizes a method, with all its overloads.</summary>
    /// <param name="method">The name of the method, usually by <c>nameof</c>.</param>
    /// <param name="expiration">How long a result is kept; above zero.</param>
    /// <typeparam name="T">The interface that declares the method.</typeparam>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> declares no method of that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expiration"/> is not above zero.</exception>
    public MemoizedResultsOptions Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(string method, TimeSpan expiration)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiration, TimeSpan.Zero);
        if (!typeof(T).GetMethods().Any(declared => declared.Name == method))
        {
            throw new ArgumentException($"{typeof(T).Name} declares no method '{method}'.", nameof(method));
        }

        Methods[$"{typeof(T).Name}.{method}"] = expiration;
        return this;
    }
}
