using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.CodeFixes.CSharp;

/// <summary>Writes C# parameters for those of a Python function.</summary>
internal sealed class ParameterWriter(CSharpTypes types)
{
    /// <summary>
    /// All parameters in an order that C# allows: required ones, then optional ones, positional before keyword, <c>params</c> last. What C# cannot express and
    /// Python does not need (<c>**kwargs</c>, odd defaults of positional-only parameters) is left out.
    /// </summary>
    public IReadOnlyList<CSharpParameter> Write(PythonSignature function)
    {
        var isVariadic = function.Parameters.Any(parameter => parameter.Kind == PythonParameterKind.VariadicPositional);
        var written = new List<CSharpParameter>();
        foreach (var parameter in function.Parameters)
        {
            if (Write(parameter, isVariadic) is { } own)
            {
                written.Add(own);
            }
            else if (parameter.IsPositional)
            {
                // What stands after it cannot be reached by position either.
                isVariadic = true;
                var keywords = function.Parameters.Where(other => other.Kind == PythonParameterKind.KeywordOnly);
                written.AddRange(keywords.Select(other => Write(other, false)).OfType<CSharpParameter>());
                break;
            }
        }

        return [.. written.OrderBy(parameter => parameter.Rank)];
    }

    /// <summary>One parameter, or null when it is left out.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isVariadic">Whether positional arguments follow, so that none before them may be left out.</param>
    public CSharpParameter? Write(PythonParameter parameter, bool isVariadic)
    {
        if (parameter.Kind == PythonParameterKind.VariadicKeyword)
        {
            return null;
        }

        var known = parameter.Annotation is null ? CSharpDefault.Keyword(CSharpDefault.TypeOf(parameter.Default)) : null;
        var type = known ?? types.Parameter(parameter.Annotation);
        var name = CSharpNames.Camel(parameter.Name);
        if (parameter.Kind == PythonParameterKind.VariadicPositional)
        {
            return new(parameter, name, $"params {type}[] {CSharpNames.Identifier(name)}", 4);
        }

        var isKeyword = parameter.Kind == PythonParameterKind.KeywordOnly;
        var value = parameter.Default is null ? null : CSharpDefault.Write(parameter.Default, type);
        var omit = parameter.Default is not null && value is null;
        if (omit)
        {
            if (!isKeyword && (isVariadic || parameter.Kind == PythonParameterKind.PositionalOnly))
            {
                return null;
            }

            type = CSharpTypes.Nullable(type);
            value = "null";
        }

        var attributes = Attributes(parameter, name, isKeyword, omit);
        var text = $"{attributes}{type} {CSharpNames.Identifier(name)}{(value is null ? "" : " = " + value)}";
        return new(parameter, name, text, (value is null ? 0 : 2) + (isKeyword ? 1 : 0));
    }

    /// <summary>The attributes with a space after them, or the empty string.</summary>
    private static string Attributes(PythonParameter parameter, string name, bool isKeyword, bool omit)
    {
        var isNamed = SnakeCase.FromName(name) == parameter.Name;
        var attributes = new List<string>();
        if (isKeyword)
        {
            attributes.Add(isNamed ? "PythonKeyword" : $"PythonKeyword(\"{parameter.Name}\")");
        }
        else if (!isNamed)
        {
            attributes.Add($"PythonName(\"{parameter.Name}\")");
        }

        if (omit)
        {
            attributes.Add("ComputeOmitWhenNull");
        }

        return attributes.Count == 0 ? "" : $"[{string.Join(", ", attributes)}] ";
    }
}

/// <summary>A C# parameter for a Python one.</summary>
/// <param name="Python">The Python parameter.</param>
/// <param name="Name">Its C# name without <c>@</c>.</param>
/// <param name="Text">Its declaration.</param>
/// <param name="Rank">Its place among others: 0 required, 1 required by keyword, 2 optional, 3 optional by keyword, 4 <c>params</c>.</param>
internal sealed record CSharpParameter(PythonParameter Python, string Name, string Text, int Rank);
