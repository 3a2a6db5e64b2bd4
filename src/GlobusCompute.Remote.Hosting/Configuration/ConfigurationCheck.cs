using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>
/// Finds keys that are unknown and values that cannot be converted, before anything is bound. A binder would pass over the first, stop at the first of the
/// second, and show their values, which may be secrets in the wrong place.
/// </summary>
internal static class ConfigurationCheck
{
    // An access token is longer.
    private const int LongestShown = 40;

    /// <summary>Finds what is wrong. Each sentence begins with the full key.</summary>
    public static IReadOnlyList<string> Find(IConfiguration section)
    {
        var problems = new List<string>();
        CheckKeys(section, KnownKeys.Root.Keys, problems);
        return problems;
    }

    private static void CheckKeys(IConfiguration section, KnownKey[] known, List<string> problems)
    {
        foreach (var child in section.GetChildren())
        {
            var key = Array.Find(known, candidate => candidate.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                var nearest = KeySuggestion.Nearest(child.Key, known.Select(static candidate => candidate.Name));
                problems.Add(nearest is null
                    ? $"{child.Path} is not a known key. Known keys are {string.Join(", ", known.Select(static candidate => candidate.Name))}."
                    : $"{child.Path} is not a known key; '{nearest}' was probably meant.");
            }
            else
            {
                Check(child, key, problems);
            }
        }
    }

    private static void Check(IConfigurationSection section, KnownKey key, List<string> problems)
    {
        switch (key.Kind)
        {
            case KeyKind.Open:
                break;
            case KeyKind.List:
            case KeyKind.Section:
            case KeyKind.Map:
                if (!string.IsNullOrEmpty(section.Value))
                {
                    problems.Add($"{section.Path} must be {(key.Kind == KeyKind.List ? "a list" : "a section with keys of its own")}, not a single value.");
                }
                else if (key.Kind == KeyKind.Section)
                {
                    CheckSection(section, key, problems);
                }
                else if (key.Kind == KeyKind.Map)
                {
                    foreach (var named in section.GetChildren())
                    {
                        CheckNamed(named, key, problems);
                    }
                }

                break;
            default:
                if (section.GetChildren().Any())
                {
                    problems.Add($"{section.Path} must be a single value, not a section or a list.");
                }
                else if (section.Value is { } value && Refuse(value, key) is { } rule)
                {
                    problems.Add($"{section.Path} {rule}{Shown(value, key.Kind)}");
                }

                break;
        }
    }

    private static void CheckSection(IConfigurationSection section, KnownKey key, List<string> problems)
    {
        // A binder would pass over it, and who wrote null meant something.
        if (!section.GetChildren().Any())
        {
            problems.Add($"{section.Path} has no keys below it. Remove it for the defaults; null is for code alone.");
        }

        CheckKeys(section, key.Keys, problems);
    }

    // One without keys is an executor with the defaults.
    private static void CheckNamed(IConfigurationSection section, KnownKey map, List<string> problems)
    {
        if (string.IsNullOrEmpty(section.Value))
        {
            CheckKeys(section, map.Keys, problems);
        }
        else
        {
            problems.Add($"{section.Path} must be a section with keys of its own, not a single value.");
        }
    }

    private static string? Refuse(string value, KnownKey key)
    {
        var invariant = CultureInfo.InvariantCulture;
        return key.Kind switch
        {
            KeyKind.Flag => bool.TryParse(value, out _) ? null : "is neither true nor false",
            KeyKind.Integer => int.TryParse(value, NumberStyles.Integer, invariant, out _) ? null : $"is not a whole number of at most {int.MaxValue}",
            KeyKind.LongInteger => long.TryParse(value, NumberStyles.Integer, invariant, out _) ? null : "is not a whole number",
            KeyKind.Time => TimeSpan.TryParse(value, invariant, out _) ? null : "is not a time such as 00:00:30 or 1.12:00:00",
            KeyKind.Id => Guid.TryParse(value, out _) ? null : "is not a UUID",
            KeyKind.Address => Uri.TryCreate(value, UriKind.Absolute, out _) ? null : "is not an absolute URL such as https://compute.api.globus.org/",
            KeyKind.Version => Version.TryParse(value, out _) ? null : "is not a version such as 3.11.2",
            KeyKind.Choice => key.Names.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"is not one of {string.Join(", ", key.Names)}",
            _ => null,
        };
    }

    // Addresses may hold passwords.
    private static string Shown(string value, KeyKind kind) =>
        value.Length == 0 ? ": it is empty. Remove the key for the default."
        : kind == KeyKind.Address || value.Length > LongestShown ? $" (its value has {value.Length} characters)."
        : $": '{value}'.";
}
