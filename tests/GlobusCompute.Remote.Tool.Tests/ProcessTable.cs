using System.Globalization;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What Linux's <c>/proc</c> says of processes.</summary>
internal static class ProcessTable
{
    /// <summary>The processes that this one started, and those started by them.</summary>
    public static IReadOnlyList<int> DescendantsOf(int ancestor)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToDictionary(id => id, id => Fields(id) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0);
        return [.. parents.Keys.Where(id => Ancestors(id).Contains(ancestor))];

        IEnumerable<int> Ancestors(int id)
        {
            while (parents.TryGetValue(id, out id) && id > 0)
            {
                yield return id;
            }
        }
    }

    public static bool IsAlive(int id) => Fields(id)?[0] is not (null or "Z" or "X");

    // State, parent and so on: what follows the name in brackets.
    private static string[]? Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
