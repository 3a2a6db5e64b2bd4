using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Names for the fields and locals of one proxy that no parameter of the interface has.</summary>
internal sealed class ProxyNames
{
    private readonly HashSet<string> _used;
    private readonly Dictionary<string, string> _sourceNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _formats = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Text, string? Before)> _sources = [];

    public ProxyNames(ProxyModel proxy)
    {
        _used = new(proxy.Interface.Members.SelectMany(member => member.Parameters).Select(parameter => parameter.Name), StringComparer.Ordinal)
        {
            proxy.Interface.ProxyName,
        };
        Context = Take("__context");
        Call = Take("__call");
        JsonTypes = ModuleJsonEmitter.IsNeeded(proxy.Parts) ? Take("__Types") : null;
        Members = [.. proxy.Members.Select(Name)];
        foreach (var format in Members.Where(member => member.Definition is not null).SelectMany(member => FormatsOf(member.Bound.Member)))
        {
            if (!_formats.ContainsKey(format.Type))
            {
                _formats.Add(format.Type, Take("__" + format.Type.Split('<')[0].Split('.', ':').Last().Replace("@", "")));
            }
        }
    }

    /// <summary>The field that holds the context.</summary>
    public string Context { get; }

    /// <summary>The local that holds the call.</summary>
    public string Call { get; }

    /// <summary>The class with metadata of generated types, or null when there is none.</summary>
    public string? JsonTypes { get; }

    /// <summary>The constants that hold Python texts, each text once; where one begins with another, the name of that one and the rest.</summary>
    public IReadOnlyList<(string Name, string Text, string? Before)> Sources => _sources;

    /// <summary>The fields that hold formats, by their classes.</summary>
    public IReadOnlyDictionary<string, string> Formats => _formats;

    /// <summary>The members to implement.</summary>
    public IReadOnlyList<NamedMember> Members { get; }

    /// <summary>The constant that holds a text.</summary>
    public string Source(string text) => _sourceNames[text];

    private NamedMember Name(BoundMember bound)
    {
        if (!bound.IsCallable)
        {
            return new(bound, null);
        }

        var (member, function, _) = bound;
        var definition = Take("__" + member.Name);
        if (function.AdaptedSource is { } own)
        {
            var name = function.File is { } adapted ? "__" + Identifier(adapted.Path) : $"__{member.Name}_Source";
            AddSource(own, null, name);
            AddSource(function.Source!, own, name + "_Adapted");
        }
        else if (function.Source is { } text)
        {
            AddSource(text, null, function.File is null ? $"__{member.Name}_Source" : "__" + Identifier(function.File.Path));
        }

        return new(bound, definition);
    }

    private static IEnumerable<FormatModel> FormatsOf(MemberModel member) =>
        member.Parameters.Select(parameter => parameter.Format).Concat([member.ResultFormat]).OfType<FormatModel>();

    private void AddSource(string text, string? start, string name)
    {
        if (!_sourceNames.ContainsKey(text))
        {
            var own = Take(name);
            _sourceNames.Add(text, own);
            _sources.Add(start is null ? (own, text, null) : (own, text.Substring(start.Length), _sourceNames[start]));
        }
    }

    private static string Identifier(string path) =>
        new([.. path.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_')]);

    private string Take(string name)
    {
        var candidate = name;
        for (var i = 2; !_used.Add(candidate); i++)
        {
            candidate = name + i;
        }

        return candidate;
    }
}

/// <summary>A member of a proxy with its field.</summary>
/// <param name="Bound">The member.</param>
/// <param name="Definition">The field that defines its function; null when it cannot be called.</param>
internal sealed record NamedMember(BoundMember Bound, string? Definition);
