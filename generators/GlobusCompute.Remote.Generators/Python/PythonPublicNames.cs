using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Follows what a module says to be public: <c>__all__</c>.</summary>
internal sealed class PythonPublicNames
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private bool _isSaid;
    private bool _isUnclear;

    /// <summary>The names, or null where they are not said or not as strings.</summary>
    public EquatableArray<string>? ToNames() => _isSaid && !_isUnclear ? _names.ToEquatableArray() : null;

    /// <summary>Takes a statement at module level. What is added under a condition counts; what is set under one is unclear.</summary>
    public void Add(PythonStatement statement, bool isConditional)
    {
        if (!statement.Is(0, "__all__"))
        {
            // As in "x = __all__", which changes nothing, and in "__all__" among other targets, which is not followed.
            _isUnclear |= Enumerable.Range(0, statement.Find("=", 0, 0) is var end && end < statement.Count ? end : 0).Any(i => statement.Is(i, "__all__"));
            return;
        }

        var equals = statement.Find("=", 1, 0);
        if (statement.Is(1, "+") && equals == 2)
        {
            Add(PythonDisplay.ReadStrings(statement.Slice(3, statement.Count)));
        }
        else if (equals == 1 || (statement.Is(1, ":") && equals < statement.Count))
        {
            _isUnclear |= isConditional;
            _isSaid = true;
            _names.Clear();
            _known.Clear();
            AddSum(statement.Slice(equals + 1, statement.Count));
        }
        else if (statement.Is(1, ".") && statement.Is(3, "(") && PythonDisplay.Close(statement, 3) == statement.Count - 1)
        {
            var argument = statement.Slice(4, statement.Count - 1);
            Add(statement.Is(2, "extend") ? PythonDisplay.ReadStrings(argument)
                : statement.Is(2, "append") && PythonDisplay.ReadString(argument) is { } name ? [name]
                : null);
        }
        else
        {
            _isUnclear = true;
        }
    }

    /// <summary>Adds lists with <c>+</c> between them.</summary>
    private void AddSum(PythonStatement value)
    {
        for (var from = 0; from <= value.Count && !_isUnclear;)
        {
            var plus = value.Find("+", from, 0);
            Add(PythonDisplay.ReadStrings(value.Slice(from, plus)));
            from = plus + 1;
        }
    }

    private void Add(IReadOnlyList<string>? names)
    {
        _isUnclear |= names is null;
        _names.AddRange((names ?? []).Where(_known.Add));
    }
}
