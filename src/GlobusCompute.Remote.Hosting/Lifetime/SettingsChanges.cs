using GlobusCompute.Remote.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace GlobusCompute.Remote.Hosting.Lifetime;

/// <summary>Finds the keys whose changes an app does not see before it is started again, and names each once.</summary>
internal sealed class SettingsChanges(IConfiguration section)
{
    private readonly Dictionary<string, string?> _atStart = Read(section);
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the keys that differ now from the start of the app, need another start, and were not named before.</summary>
    public IReadOnlyList<string> FindRestarts()
    {
        var now = Read(section);
        return
        [
            .. _atStart.Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase)
                .Where(key => _atStart.GetValueOrDefault(key) != now.GetValueOrDefault(key) && !IsReloaded(key.Split(':')) && _named.Add(key))
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    // An executor that was not there at the start is made with what the configuration says when it is asked for.
    private bool IsReloaded(string[] path)
    {
        var keys = KnownKeys.Root.Keys;
        for (var i = 0; i < path.Length; i++)
        {
            if (Array.Find(keys, key => key.Name.Equals(path[i], StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                return false;
            }

            if (known.IsReloaded)
            {
                return true;
            }

            keys = known.Keys;
            if (known.Kind == KeyKind.Map && ++i < path.Length)
            {
                var prefix = $"{path[i - 1]}:{path[i]}:";
                if (!_atStart.Keys.Any(key => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static Dictionary<string, string?> Read(IConfiguration section)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
        {
            // Sections have no value of their own.
            if (key.Length > 0 && value is not null)
            {
                values[key] = value;
            }
        }

        return values;
    }
}
