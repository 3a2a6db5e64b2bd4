namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>Finds the name that was probably meant.</summary>
internal static class KeySuggestion
{
    /// <summary>Finds the nearest name; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var nearest = known.Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(static candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, nearest.Name.Length / 3) ? nearest.Name : null;
    }

    // How many characters must be added, removed or replaced, and neighbors exchanged, to make one of the other.
    private static int Distance(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }

                var cost = Math.Min(costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                var isExchange = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                costs[i, j] = isExchange ? Math.Min(cost, costs[i - 2, j - 2] + 1) : cost;
            }
        }

        return costs[a.Length, b.Length];
    }
}
