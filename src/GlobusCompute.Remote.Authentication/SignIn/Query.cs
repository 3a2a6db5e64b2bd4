namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>The query of an address.</summary>
internal static class Query
{
    /// <summary>Reads the values by name; of a name that is there twice, the first.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            values.TryAdd(Decode(parts[0]), parts.Length == 2 ? Decode(parts[1]) : "");
        }

        return values;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
