using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.CodeFixes.CSharp;

/// <summary>Writes the C# method for a Python function.</summary>
internal sealed class MethodWriter(CSharpTypes types)
{
    private const int LongestLine = 140;

    /// <summary>The lines of the method, not indented.</summary>
    /// <param name="function">The function.</param>
    /// <param name="path">The file's path relative to the project.</param>
    public IReadOnlyList<string> Write(PythonSignature function, string path)
    {
        var lines = new List<string>(Documentation(function.Docstring));
        var name = CSharpNames.Pascal(function.Name);
        var named = SnakeCase.FromMethodName(name) == function.Name ? "" : $", Name = {Literal(function.Name)}";
        lines.Add($"[ComputeFunction(File = {Literal(path)}{named})]");
        var parameters = new ParameterWriter(types).Write(function).Select(parameter => parameter.Text).ToArray();
        var head = $"{Returned(function)} {CSharpNames.Identifier(name)}(";
        var line = head + string.Join(", ", parameters) + ");";
        if (line.Length <= LongestLine)
        {
            lines.Add(line);
        }
        else
        {
            lines.Add(head);
            lines.AddRange(parameters.Select((parameter, i) => "    " + parameter + (i == parameters.Length - 1 ? ");" : ",")));
        }

        return lines;
    }

    /// <summary>The lines of a record for a dictionary or dataclass with these fields, not indented.</summary>
    /// <param name="type">The class.</param>
    /// <param name="accessibility">The record's accessibility as C# writes it.</param>
    public IReadOnlyList<string> Write(PythonClass type, string accessibility)
    {
        var fields = type.Fields.Where(field => !field.IsInitOnly).Select(field =>
        {
            var name = CSharpNames.Pascal(field.Name);
            var attribute = SnakeCase.FromName(name) == field.Name
                ? ""
                : $"[property: {types.Named("System.Text.Json.Serialization", "JsonPropertyNameAttribute").Replace("Attribute", "")}({Literal(field.Name)})] ";
            return $"{attribute}{types.Result(field.Type)} {CSharpNames.Identifier(name)}";
        });
        return [.. Documentation(type.Docstring), $"{accessibility} sealed record {CSharpNames.Identifier(CSharpNames.Pascal(type.Name))}({string.Join(", ", fields)});"];
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The docstring's first paragraph as a summary.</summary>
    private static IEnumerable<string> Documentation(string? docstring)
    {
        var lines = (docstring ?? "").Split('\n').Select(line => line.Trim()).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0)
            .Select(line => line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;"))
            .ToArray();
        return lines.Length switch
        {
            0 => [],
            1 => [$"/// <summary>{lines[0]}</summary>"],
            _ => ["/// <summary>", .. lines.Select(line => "/// " + line), "/// </summary>"],
        };
    }

    private string Returned(PythonSignature function)
    {
        var future = types.Named("GlobusCompute.Remote", "ComputeFuture", function.Returns?.Kind == PythonTypeKind.None ? 0 : 1);
        return function.Returns?.Kind == PythonTypeKind.None ? future : $"{future}<{types.Result(function.Returns)}>";
    }
}
