using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A <c>def</c> whose head is read.</summary>
/// <param name="head">The tokens up to its colon.</param>
/// <param name="definition">Where its <c>def</c> stands in them.</param>
/// <param name="isConditional">Whether it stands under another statement.</param>
/// <param name="decorators">Its decorators, outermost first.</param>
internal sealed class PythonFunctionDraft(PythonStatement head, int definition, bool isConditional, IReadOnlyList<PythonStatement> decorators) : PythonDraft
{
    private static readonly HashSet<string> s_clearDecorators = new(StringComparer.Ordinal)
    {
        "functools.lru_cache", "functools.cache", "typing.no_type_check", "typing.final", "typing.overload", "typing_extensions.final",
        "typing_extensions.deprecated", "warnings.deprecated", "numba.jit", "numba.njit", "staticmethod",
    };

    /// <summary>The function's name.</summary>
    public string Name => head.TextAt(definition + 1);

    /// <summary>Whether a <c>yield</c> was seen in its own body.</summary>
    public bool IsGenerator { get; set; }

    /// <summary>The place of the colon behind the head of a <c>def</c>, or the end where there is none.</summary>
    public static int FindBody(PythonStatement line, int definition)
    {
        var open = line.Find("(", definition, 0);
        return line.Find(":", open, 0);
    }

    /// <summary>Whether a <c>yield</c> stands in a statement, other than in a <c>lambda</c>.</summary>
    public static bool HasYield(PythonStatement statement)
    {
        // The depth at which a lambda's body ends; lambdas within lambdas end earlier.
        var lambda = -1;
        var isBody = false;
        for (var i = 0; i < statement.Count; i++)
        {
            var depth = statement[i].Depth;
            if (lambda >= 0 && (depth < lambda || (isBody && depth == lambda && (statement.Is(i, ",") || statement.Is(i, ")") || statement.Is(i, "=")))))
            {
                lambda = -1;
            }

            if (lambda < 0 && statement.Is(i, "lambda"))
            {
                lambda = depth;
                isBody = false;
            }
            else if (lambda >= 0 && depth == lambda && statement.Is(i, ":"))
            {
                isBody = true;
            }
            else if (lambda < 0 && statement.Is(i, "yield"))
            {
                return true;
            }
        }

        return false;
    }

    public PythonSignature Finish(PythonTypeReader types, PythonNames names)
    {
        var open = head.Find("(", definition, 0);
        var close = open + 1;
        while (close < head.Count && head[close].Depth > 0)
        {
            close++;
        }

        var variables = TypeVariables(open);
        var returns = head.Is(close + 1, "->") ? types.Read(head.Slice(close + 2, head.Count), variables) : null;
        return new(
            Name,
            head[0].Line,
            definition == 1,
            IsGenerator,
            isConditional,
            Parameters(head.Slice(open + 1, close), types, variables).ToEquatableArray(),
            returns,
            decorators.Select(decorator => decorator.Written()).ToEquatableArray(),
            decorators.Any(decorator => !IsClear(decorator, names)),
            Docstring);
    }

    private static bool IsClear(PythonStatement decorator, PythonNames names)
    {
        var end = decorator.Find("(", 0, 0);
        return names.Resolve(decorator.Slice(0, end).Written()) is { } name && s_clearDecorators.Contains(name);
    }

    private static List<PythonParameter> Parameters(PythonStatement list, PythonTypeReader types, ISet<string> variables)
    {
        var parameters = new List<PythonParameter>();
        var kind = PythonParameterKind.PositionalOrKeyword;
        for (var from = 0; from < list.Count;)
        {
            var end = list.Find(",", from, 1);
            var part = list.Slice(from, end);
            from = end + 1;
            if (part.Is(0, "/"))
            {
                for (var i = 0; i < parameters.Count; i++)
                {
                    parameters[i] = parameters[i] with
                    {
                        Kind = parameters[i].Kind == PythonParameterKind.PositionalOrKeyword ? PythonParameterKind.PositionalOnly : parameters[i].Kind,
                    };
                }

                continue;
            }

            var stars = part.Is(0, "*") ? (part.Is(1, "*") ? 2 : 1) : 0;
            if (part.Is(stars, PythonTokenKind.Name))
            {
                var own = stars switch { 0 => kind, 1 => PythonParameterKind.VariadicPositional, _ => PythonParameterKind.VariadicKeyword };
                parameters.Add(Parameter(part.Slice(stars, part.Count), own, types, variables));
            }

            kind = stars == 1 ? PythonParameterKind.KeywordOnly : kind;
        }

        return parameters;
    }

    private static PythonParameter Parameter(PythonStatement part, PythonParameterKind kind, PythonTypeReader types, ISet<string> variables)
    {
        var equals = part.Find("=", 1, 1);
        return new(
            part.TextAt(0),
            kind,
            part.Is(1, ":") ? types.Read(part.Slice(2, equals), variables) : null,
            equals < part.Count ? part.Slice(equals + 1, part.Count).Written() : null,
            part[0].Line);
    }

    /// <summary>The names in the square brackets behind the function's name, as PEP 695 has them.</summary>
    private HashSet<string> TypeVariables(int open)
    {
        var variables = new HashSet<string>(StringComparer.Ordinal);
        for (var i = definition + 3; head.Is(definition + 2, "[") && i < open; i++)
        {
            if (head[i].Depth == 1 && head.IsIdentifier(i) && (head.Is(i - 1, "[") || head.Is(i - 1, ",") || head.Is(i - 1, "*")))
            {
                variables.Add(head.TextAt(i));
            }
        }

        return variables;
    }
}
