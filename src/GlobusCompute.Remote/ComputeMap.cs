namespace GlobusCompute.Remote;

/// <summary>Makes Maps that never travel, for fakes of proxy interfaces.</summary>
public static class ComputeMap
{
    /// <summary>Creates a Map whose items have these values, in this order.</summary>
    /// <param name="results">The values. They are read anew by each enumeration.</param>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="results"/> is null.</exception>
    public static ComputeMap<T> FromResults<T>(IEnumerable<T> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return FromItems(results.Select(static (value, index) => ComputeMapItem.FromResult(index, value)));
    }

    /// <summary>Creates a Map that returns these items, in this order.</summary>
    /// <param name="items">The items. They are read anew by each enumeration.</param>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static ComputeMap<T> FromItems<T>(IEnumerable<ComputeMapItem<T>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(cancellationToken => Give(items, cancellationToken));
    }

    private static async IAsyncEnumerator<ComputeMapItem<T>> Give<T>(IEnumerable<ComputeMapItem<T>> items, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
