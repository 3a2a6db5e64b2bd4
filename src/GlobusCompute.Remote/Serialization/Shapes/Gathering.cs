namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Items of containers of JSON that are not at their end, so that each container gets a list of its own length. One for each thread is kept, since a
/// collection's elements are read one by one.
/// </summary>
internal static class Gathering<T>
{
    private const int KeptItems = 1024;

    [ThreadStatic]
    private static List<T>? s_idle;

    /// <summary>An empty list, to be given back.</summary>
    public static List<T> Rent()
    {
        var list = s_idle ?? [];
        s_idle = null;
        return list;
    }

    public static void Return(List<T> list)
    {
        if (list.Capacity <= KeptItems)
        {
            list.Clear();
            s_idle = list;
        }
    }

    /// <summary>Takes what came after a place off, as a list of its own.</summary>
    public static List<T> Take(List<T> list, int from)
    {
        var count = list.Count - from;
        var taken = count == 0 ? [] : list.GetRange(from, count);
        list.RemoveRange(from, count);
        return taken;
    }
}
