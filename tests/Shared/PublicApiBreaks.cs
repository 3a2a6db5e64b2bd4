using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.Testing;

/// <summary>Finds what a public surface has no more, or asks for anew, that users of an earlier one rely on.</summary>
/// <remarks>
/// It judges the listings by their lines: a type or member must be there as it was. It may become obsolete, gain accessors, or gain interfaces. What must be
/// implemented or set by users may not come to types that were there.
/// </remarks>
internal static partial class PublicApiBreaks
{
    /// <summary>The breaks, as lines to be written into <c>PublicApi.Breaks.txt</c>: <c>Type</c> or <c>Type: member</c>, with <c>+</c> before a member that came.</summary>
    /// <param name="shipped">The listing of the earlier surface.</param>
    /// <param name="present">The listing of the surface as it is.</param>
    public static IReadOnlyList<string> Find(string shipped, string present)
    {
        var types = Read(present);
        var breaks = new List<string>();
        foreach (var (name, old) in Read(shipped))
        {
            if (!types.TryGetValue(name, out var now) || !now.Keeps(old))
            {
                breaks.Add(name);
                continue;
            }

            breaks.AddRange(old.Members.Where(member => !now.Members.Any(candidate => IsKept(member, candidate))).Select(member => $"{name}: {member}"));
            breaks.AddRange(now.Members.Where(member => AsksForMore(now, member) && !old.Members.Any(candidate => IsKept(candidate, member))).Select(member => $"{name}: + {member}"));
        }

        return breaks;
    }

    private static Dictionary<string, ListedType> Read(string listing)
    {
        var types = new Dictionary<string, ListedType>();
        var space = "";
        ListedType? type = null;
        foreach (var line in listing.Split('\n'))
        {
            if (line.StartsWith(' '))
            {
                type!.Members.Add(line.Trim());
            }
            else if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..];
            }
            else if (line.StartsWith("public ", StringComparison.Ordinal) || line.StartsWith("protected ", StringComparison.Ordinal))
            {
                type = ListedType.Read(line);
                types.Add($"{space}.{type.Name}", type);
            }
        }

        return types;
    }

    private static bool IsKept(string old, string now)
    {
        var (before, oldAccessors) = Accessors(ObsoletePattern().Replace(old, ""));
        var (after, accessors) = Accessors(ObsoletePattern().Replace(now, ""));
        return before == after && oldAccessors.All(accessors.Contains);
    }

    private static (string Member, string[] Accessors) Accessors(string line) =>
        AccessorsPattern().Match(line) is { Success: true } match
            ? (line[..match.Index], match.Groups[1].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : (line, []);

    private static bool AsksForMore(ListedType type, string member) =>
        type.Head.Contains(" interface ", StringComparison.Ordinal) || RequiredPattern().IsMatch(member);

    // One that is an error for callers is no longer there for them.
    [GeneratedRegex("""\[Obsolete(\("(\\.|[^"\\])*"(, DiagnosticId = "\w*")?\))?\] """)]
    private static partial Regex ObsoletePattern();

    [GeneratedRegex(@" \{ ((?:[a-z ]+; )+)\}$")]
    private static partial Regex AccessorsPattern();

    [GeneratedRegex(@"(^| )(abstract|required) ")]
    private static partial Regex RequiredPattern();

    /// <param name="Name">The name with those of type parameters; of a delegate, its whole line.</param>
    /// <param name="Head">All that stands before the bases.</param>
    /// <param name="Bases">The base class and the interfaces.</param>
    /// <param name="Constraints">Those of type parameters.</param>
    private sealed partial record ListedType(string Name, string Head, string[] Bases, string Constraints)
    {
        public List<string> Members { get; } = [];

        public static ListedType Read(string line)
        {
            if (KindPattern().Match(line) is not { Success: true } kind)
            {
                return new(line, line, [], "");
            }

            var where = line.IndexOf(" where ", StringComparison.Ordinal);
            var (declared, constraints) = where < 0 ? (line, "") : (line[..where], line[where..]);
            var parts = declared.Split(" : ", 2);
            return new(parts[0][kind.Length..], parts[0], parts.Length == 1 ? [] : CommaPattern().Split(parts[1]), constraints);
        }

        public bool Keeps(ListedType old) => Head == old.Head && Constraints == old.Constraints && old.Bases.All(Bases.Contains);

        [GeneratedRegex(@"^[a-z ]*?(class|struct|record|interface|enum) ")]
        private static partial Regex KindPattern();

        // Not within angle brackets: behind it, none closes before one opens.
        [GeneratedRegex(", (?![^<]*>)")]
        private static partial Regex CommaPattern();
    }
}
