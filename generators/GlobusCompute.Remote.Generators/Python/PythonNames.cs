using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>The names of a module: which are bound, by what, and what those of imports stand for.</summary>
internal sealed class PythonNames
{
    private readonly Dictionary<string, Candidates> _functions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _imports = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stars = new(StringComparer.Ordinal);
    private readonly HashSet<string> _classes = new(StringComparer.Ordinal);

    private readonly Dictionary<string, PythonAlias> _aliases = new(StringComparer.Ordinal);

    // Names that something else than an import or a class binds, and those of them that are bound again.
    private readonly HashSet<string> _unclear = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rebound = new(StringComparer.Ordinal);

    /// <summary>Names that are bound otherwise than by a <c>def</c> at top level. Rather too many than too few.</summary>
    public IEnumerable<string> Others => _others;

    /// <summary>Whether names are bound that are not to be seen.</summary>
    public bool HasUnknown { get; private set; }

    public void AddFunction(string name, int index, bool isConditional)
    {
        if (!isConditional)
        {
            _functions[name] = new(isClear: true);
        }
        else if (!_functions.ContainsKey(name))
        {
            _functions[name] = new(isClear: !_others.Contains(name));
        }

        if (isConditional && !PythonIdentifier.IsKeyword(name))
        {
            _others.Add(name);
        }

        _functions[name].Indexes.Add(index);
        AddUnclear(name);
    }

    public void AddClass(string name) => _classes.Add(name);

    /// <summary>Adds a statement that may give a type a name.</summary>
    public void AddAlias(PythonAlias alias) => _aliases[alias.Name] = alias;

    /// <summary>The statement that gives a type a name, or null where the name is bound by anything else as well, or is one that Python has itself.</summary>
    public PythonAlias? FindAlias(string name)
    {
        name = PythonIdentifier.Normalize(name);
        return _aliases.TryGetValue(name, out var alias)
            && !_rebound.Contains(name)
            && !_imports.ContainsKey(name)
            && !_classes.Contains(name)
            && PythonTypeNames.KindOf(name) == PythonTypeKind.Unknown
            ? alias
            : null;
    }

    /// <summary>Makes a class of a name that one assignment binds and nothing else. False where something else does.</summary>
    public bool TryMakeClass(string name)
    {
        if (_rebound.Contains(name) || _imports.ContainsKey(name) || _classes.Contains(name) || !_unclear.Remove(name))
        {
            return false;
        }

        _classes.Add(name);
        return true;
    }

    /// <summary>Whether a <c>def</c> binds a name.</summary>
    public bool HasFunction(string name) => _functions.ContainsKey(name);

    public void AddOther(string name, bool isConditional)
    {
        _others.Add(name);
        Rebind(name, isConditional);
    }

    /// <summary>Remembers what a name of an import stands for; a name with two meanings stands for nothing certain.</summary>
    public void AddImport(string name, string target, bool isConditional)
    {
        _imports[name] = _imports.TryGetValue(name, out var earlier) && !Same(earlier, target) ? null : target;
        Rebind(name, isConditional);
    }

    public void AddStar(string module)
    {
        HasUnknown = true;
        if (PythonTypeNames.IsModule(module))
        {
            _stars.Add(module);
        }
    }

    /// <summary>Adds what a statement or the head of a compound statement may bind.</summary>
    public void AddBindings(PythonStatement statement, bool isConditional)
    {
        var isWhole = statement.Is(0, "import") || statement.Is(0, "from") || statement.Is(0, "for") || statement.Is(0, "with")
            || statement.Is(0, "async") || statement.Is(0, "del");
        var end = isWhole ? statement.Count - 1 : LastBinding(statement);
        for (var i = 0; i < statement.Count; i++)
        {
            if (statement.Is(i, PythonTokenKind.Name))
            {
                var name = statement.TextAt(i);
                HasUnknown |= name is "globals" or "locals" or "vars" or "exec" or "setattr";
                if (i <= end && !PythonIdentifier.IsKeyword(name))
                {
                    _others.Add(name);
                }
            }
        }

        foreach (var target in PythonTargets.Find(statement))
        {
            AddUnclear(target);
            Rebind(target, isConditional);
        }
    }

    /// <summary>The functions that calls by name certainly reach, in the order of the text.</summary>
    public IEnumerable<PythonSignature> EntryPoints(IReadOnlyList<PythonSignature> signatures) =>
        from candidates in _functions.Values
        where candidates.IsClear
        let last = candidates.Indexes[candidates.Indexes.Count - 1]
        where candidates.Indexes.TrueForAll(index => signatures[index].IsSameFor(signatures[last]))
        orderby last
        select signatures[last];

    /// <summary>
    /// The full name that a dotted name stands for: through an import, or of a built-in; for a class of the text, its name behind a <c>#</c>. Null where it is
    /// not known.
    /// </summary>
    public string? Resolve(string dotted)
    {
        dotted = string.Join(".", dotted.Split('.').Select(PythonIdentifier.Normalize));
        var dot = dotted.IndexOf('.');
        var first = dot < 0 ? dotted : dotted.Substring(0, dot);
        var rest = dot < 0 ? "" : dotted.Substring(dot);
        if (_unclear.Contains(first))
        {
            return null;
        }

        if (_imports.TryGetValue(first, out var target))
        {
            var isModule = rest.Length == 0 && target?.IndexOf('.') < 0;
            return target is null || isModule || _classes.Contains(first) ? null : target + rest;
        }

        if (_classes.Contains(first))
        {
            return rest.Length == 0 ? "#" + first : null;
        }

        var taken = _stars.Select(module => module + "." + dotted).FirstOrDefault(PythonTypeNames.IsKnown);
        return taken ?? dotted;
    }

    private static int LastBinding(PythonStatement statement)
    {
        var last = statement.Count - 1;
        while (last >= 0 && !(statement[last].Depth == 0 && (statement.Is(last, "=") || statement.Is(last, ":=") || statement.Is(last, ":"))))
        {
            last--;
        }

        // An assignment expression may stand within brackets.
        for (var i = statement.Count - 1; i > last; i--)
        {
            if (statement.Is(i, ":="))
            {
                return i;
            }
        }

        return last;
    }

    private static bool Same(string? earlier, string target) =>
        earlier is not null && Canonical(earlier) == Canonical(target);

    private static string Canonical(string name) =>
        name.StartsWith("typing_extensions.", StringComparison.Ordinal) ? "typing." + name.Substring("typing_extensions.".Length) : name;

    private void AddUnclear(string name)
    {
        if (!_unclear.Add(name))
        {
            _rebound.Add(name);
        }
    }

    private void Rebind(string name, bool isConditional)
    {
        if (!_functions.TryGetValue(name, out var candidates))
        {
            return;
        }

        if (!isConditional)
        {
            candidates.Indexes.Clear();
            _functions.Remove(name);
        }

        candidates.IsClear = false;
    }

    private sealed class Candidates(bool isClear)
    {
        public List<int> Indexes { get; } = [];

        public bool IsClear { get; set; } = isClear;
    }
}
