namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A statement that gives a type a name: <c>Vec = list[float]</c>, <c>Vec: TypeAlias = "list[float]"</c>, <c>type Vec[T] = list[T]</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The tokens of what it stands for.</param>
/// <param name="Annotation">The tokens of the annotation, which has to be <c>TypeAlias</c>; none where there is no annotation.</param>
/// <param name="Variables">The type variables of a <c>type</c> statement, in order; those of other statements are seen by their own definitions.</param>
internal sealed record PythonAlias(string Name, PythonStatement Type, PythonStatement Annotation, IReadOnlyList<string> Variables)
{
    private static readonly HashSet<string> s_makers = new(StringComparer.Ordinal) { "NewType", "TypeVar", "TypeVarTuple", "ParamSpec" };

    /// <summary>Takes a statement that may be one, or gives null. Whether it names a type is seen when all names are known.</summary>
    public static PythonAlias? Read(PythonStatement statement)
    {
        if (statement.Is(0, "type") && statement.IsIdentifier(1))
        {
            var equals = statement.Find("=", 2, 0);
            return statement.Is(2, "=") || statement.Is(2, "[")
                ? new(statement.TextAt(1), statement.Slice(equals + 1, statement.Count).Detach(), default, VariablesOf(statement, equals))
                : null;
        }

        if (!statement.IsIdentifier(0) || !(statement.Is(1, "=") || statement.Is(1, ":")))
        {
            return null;
        }

        var assignment = statement.Is(1, "=") ? 1 : statement.Find("=", 2, 0);
        var type = statement.Slice(assignment + 1, statement.Count);
        var annotation = statement.Slice(2, assignment);
        return type.Find("=", 0, 0) == type.Count && MayBeType(type, annotation.Count > 0)
            ? new(statement.TextAt(0), type.Detach(), annotation.Detach(), [])
            : null;
    }

    /// <summary>Whether tokens look like a type: a name with or without square brackets, and what stands behind a <c>|</c>.</summary>
    private static bool MayBeType(PythonStatement type, bool isAnnotated)
    {
        if (isAnnotated && type.Is(0, PythonTokenKind.String))
        {
            return true;
        }

        var end = 0;
        while (type.Is(end, PythonTokenKind.Name) && type.Is(end + 1, "."))
        {
            end += 2;
        }

        return type.Is(end, PythonTokenKind.Name)
            && (end + 1 == type.Count || type.Is(end + 1, "[") || type.Is(end + 1, "|") || (type.Is(end + 1, "(") && s_makers.Contains(type.TextAt(end))));
    }

    private static List<string> VariablesOf(PythonStatement statement, int equals)
    {
        var variables = new List<string>();
        for (var i = 3; i < equals; i++)
        {
            if (statement[i].Depth == 1 && statement.IsIdentifier(i) && (statement.Is(i - 1, "[") || statement.Is(i - 1, ",") || statement.Is(i - 1, "*")))
            {
                variables.Add(statement.TextAt(i));
            }
        }

        return variables;
    }
}
