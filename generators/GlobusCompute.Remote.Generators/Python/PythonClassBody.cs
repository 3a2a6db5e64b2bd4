namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What the statements directly in a class bind.</summary>
internal sealed class PythonClassBody
{
    private readonly List<PythonStatement> _statements = [];
    private readonly HashSet<string> _definitions = new(StringComparer.Ordinal);

    /// <summary>Takes a statement that stands directly in the class.</summary>
    public void Add(PythonStatement statement)
    {
        if ((statement.IsIdentifier(0) && statement.Is(1, ":")) || statement.Find("=", 0, 0) < statement.Count)
        {
            _statements.Add(statement.Detach());
        }
    }

    /// <summary>Takes the name of a function or class in the class.</summary>
    public void AddDefinition(string name) => _definitions.Add(name);

    /// <summary>Whether a name is bound by more than an annotation.</summary>
    public bool Defines(string name) => _definitions.Contains(name) || Assignments().Any(assignment => assignment.Name == name);

    /// <summary>The annotated names in the order of their first annotation, each with its last.</summary>
    public IReadOnlyList<(string Name, PythonStatement Annotation, int Line)> Annotations()
    {
        var annotations = new List<(string Name, PythonStatement, int)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var statement in _statements.Where(statement => statement.IsIdentifier(0) && statement.Is(1, ":")))
        {
            var name = statement.TextAt(0);
            var annotation = (name, statement.Slice(2, statement.Find("=", 1, 0)), statement[0].Line);
            if (places.TryGetValue(name, out var place))
            {
                annotations[place] = annotation;
            }
            else
            {
                places.Add(name, annotations.Count);
                annotations.Add(annotation);
            }
        }

        return annotations;
    }

    /// <summary>All assignments to plain names, in order.</summary>
    public IEnumerable<PythonAssignment> Assignments() => _statements.SelectMany(PythonAssignment.Read);

    /// <summary>The last value of each assigned name; a function of the name counts as one.</summary>
    public Dictionary<string, PythonStatement?> Values()
    {
        var values = new Dictionary<string, PythonStatement?>(StringComparer.Ordinal);
        foreach (var assignment in Assignments())
        {
            values[assignment.Name] = assignment.Value;
        }

        foreach (var name in _definitions)
        {
            values[name] = null;
        }

        return values;
    }
}

/// <summary>An assignment to one name.</summary>
/// <param name="name">The name.</param>
/// <param name="value">The tokens of its value; where several names share what is not taken apart, of all of it.</param>
/// <param name="line">The line of the name, from 1.</param>
/// <param name="isShared">Whether the value is only a part of what the tokens give.</param>
internal readonly struct PythonAssignment(string name, PythonStatement value, int line, bool isShared)
{
    public string Name => name;

    public PythonStatement Value => value;

    public int Line => line;

    public bool IsShared => isShared;

    /// <summary>The assignments of a statement: <c>A = 1</c>, <c>A: int = 1</c>, <c>A = B = 1</c> and <c>A, B = 1, 2</c>.</summary>
    public static IEnumerable<PythonAssignment> Read(PythonStatement statement)
    {
        var targets = new List<PythonStatement>();
        var from = 0;
        for (var equals = statement.Find("=", 0, 0); equals < statement.Count; equals = statement.Find("=", from, 0))
        {
            var target = statement.Slice(from, equals);
            targets.Add(target.IsIdentifier(0) && target.Is(1, ":") ? target.Slice(0, 1) : target);
            from = equals + 1;
        }

        var value = statement.Slice(from, statement.Count);
        var values = targets.TrueForAll(target => target.Count == 1) ? null : PythonDisplay.Items(value);
        foreach (var target in targets)
        {
            if (target.Count == 1 && target.IsIdentifier(0))
            {
                yield return new(target.TextAt(0), value, target[0].Line, isShared: false);
            }
            else if (PythonDisplay.Items(target) is { } names)
            {
                for (var i = 0; i < names.Count; i++)
                {
                    if (names[i].Count == 1 && names[i].IsIdentifier(0))
                    {
                        var isOwn = values?.Count == names.Count;
                        yield return new(names[i].TextAt(0), isOwn ? values![i] : value, names[i][0].Line, !isOwn);
                    }
                }
            }
        }
    }
}
