using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A <c>class</c> whose head is read.</summary>
/// <param name="head">The tokens up to its colon.</param>
/// <param name="decorators">Its decorators, outermost first.</param>
internal sealed class PythonClassDraft(PythonStatement head, IReadOnlyList<PythonStatement> decorators) : PythonDraft
{
    private const int MaximumFields = 512;
    private readonly List<PythonStatement> _fields = [];

    /// <summary>The class's name.</summary>
    public string Name => head.TextAt(1);

    public static IEnumerable<PythonClass> Finish(IReadOnlyList<PythonClassDraft> drafts, PythonTypeReader types, PythonNames names)
    {
        var finished = new Dictionary<string, PythonClass>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            finished[draft.Name] = draft.Finish(types, names, finished);
        }

        return finished.Values.OrderBy(type => type.Line);
    }

    protected override void ReadStatement(PythonStatement statement)
    {
        if (statement.IsIdentifier(0) && statement.Is(1, ":"))
        {
            _fields.Add(statement.Detach());
        }
    }

    private PythonClass Finish(PythonTypeReader types, PythonNames names, Dictionary<string, PythonClass> earlier)
    {
        var kind = decorators.Any(decorator => IsDataclass(decorator, names)) ? PythonClassKind.Dataclass : PythonClassKind.Other;
        var fields = new List<PythonField>();
        foreach (var name in Bases())
        {
            var resolved = names.Resolve(name) ?? "";
            if (resolved.StartsWith("#", StringComparison.Ordinal) && earlier.TryGetValue(resolved.Substring(1), out var known))
            {
                kind = kind == PythonClassKind.Other ? known.Kind : kind;
                fields.AddRange(known.Fields);
            }
            else if (kind == PythonClassKind.Other)
            {
                kind = PythonTypeNames.KindOfBase(resolved);
            }
        }

        if (kind is PythonClassKind.Other or PythonClassKind.Enum)
        {
            return new(Name, head[0].Line, kind, default, Docstring);
        }

        var own = new HashSet<string>(_fields.Select(statement => statement.TextAt(0)), StringComparer.Ordinal);
        fields.RemoveAll(inherited => own.Contains(inherited.Name));
        foreach (var statement in _fields)
        {
            var equals = statement.Find("=", 1, 0);
            var annotation = statement.Slice(2, equals);
            if (annotation.TextAt(0) is "ClassVar" || annotation.TextAt(2) is "ClassVar")
            {
                continue;
            }

            fields.Add(new(
                statement.TextAt(0),
                types.Read(annotation, null) ?? PythonTypeReader.Unknown(""),
                equals < statement.Count ? statement.Slice(equals + 1, statement.Count).Written() : null,
                statement[0].Line));
        }

        // A chain of classes that inherit each other would else hold the square of its length.
        return new(Name, head[0].Line, kind, fields.Take(MaximumFields).ToEquatableArray(), Docstring);
    }

    private static bool IsDataclass(PythonStatement decorator, PythonNames names)
    {
        var name = decorator.Slice(0, decorator.Find("(", 0, 0)).Written();
        return names.Resolve(name) is "dataclasses.dataclass" or "pydantic.dataclasses.dataclass";
    }

    private IEnumerable<string> Bases()
    {
        var open = head.Find("(", 1, 0);
        for (var from = open + 1; from < head.Count;)
        {
            var end = from;
            while (end < head.Count && !(head[end].Depth <= 1 && (head.Is(end, ",") || head[end].Depth == 0)))
            {
                end++;
            }

            yield return head.Slice(from, end).Written();
            from = end + 1;
        }
    }
}
