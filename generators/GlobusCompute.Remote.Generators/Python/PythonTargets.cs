namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Finds the names that a statement other than an import assigns to. What is only used in it is left out.</summary>
internal static class PythonTargets
{
    public static IEnumerable<string> Find(PythonStatement statement)
    {
        var targets = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < statement.Count; i++)
        {
            if (statement.Is(i, ":="))
            {
                AddNames(targets, statement, i - 1, i);
            }
        }

        var first = statement.Is(0, "async") ? 1 : 0;
        if (statement.Is(first, "for"))
        {
            AddNames(targets, statement, first + 1, statement.Find("in", first, 0));
        }
        else if (statement.Is(first, "with") || statement.Is(first, "except"))
        {
            AddAliases(targets, statement);
        }
        else if (statement.Is(0, "del") || statement.Is(0, "case"))
        {
            AddNames(targets, statement, 1, statement.Count);
        }
        else if (statement.Is(0, "type") && statement.IsIdentifier(1))
        {
            targets.Add(statement.TextAt(1));
        }
        else if (!statement.Is(0, "import") && !statement.Is(0, "from"))
        {
            AddAssigned(targets, statement);
        }

        return targets;
    }

    /// <summary>Adds what stands before each equals sign, without an annotation.</summary>
    private static void AddAssigned(HashSet<string> targets, PythonStatement statement)
    {
        var from = 0;
        for (var equals = statement.Find("=", 0, 0); equals < statement.Count; equals = statement.Find("=", from, 0))
        {
            var part = statement.Slice(from, equals);
            AddNames(targets, part, 0, part.Find(":", 0, 0));
            from = equals + 1;
        }
    }

    /// <summary>Adds what stands behind each <c>as</c>, up to the next comma or the end.</summary>
    private static void AddAliases(HashSet<string> targets, PythonStatement statement)
    {
        for (var i = 0; i < statement.Count; i++)
        {
            if (!statement.Is(i, "as"))
            {
                continue;
            }

            var end = i + 1;
            while (end < statement.Count && !(statement[end].Depth <= statement[i].Depth && (statement.Is(end, ",") || statement.Is(end, ":"))))
            {
                end++;
            }

            AddNames(targets, statement, i + 1, end);
            i = end;
        }
    }

    /// <summary>
    /// Adds the names of a pattern. What is called, indexed or taken a member of is not a name that is bound, nor is what stands in its brackets.
    /// </summary>
    private static void AddNames(HashSet<string> targets, PythonStatement statement, int from, int to)
    {
        for (var i = Math.Max(0, from); i < to; i++)
        {
            if ((statement.Is(i, "(") || statement.Is(i, "[")) && IsOperand(statement, i - 1))
            {
                var depth = statement[i].Depth;
                do
                {
                    i++;
                }
                while (i < to && statement[i].Depth > depth);
            }
            else if (
                statement.IsIdentifier(i) && !statement.Is(i - 1, ".") && !statement.Is(i + 1, ".") && !statement.Is(i + 1, "(") && !statement.Is(i + 1, "["))
            {
                targets.Add(statement.TextAt(i));
            }
        }
    }

    private static bool IsOperand(PythonStatement statement, int index) =>
        statement.IsIdentifier(index) || statement.Is(index, ")") || statement.Is(index, "]") || statement.Is(index, PythonTokenKind.String);
}
