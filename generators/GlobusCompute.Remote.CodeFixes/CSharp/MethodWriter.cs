using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Emission;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.CodeFixes.CSharp;

/// <summary>Writes the C# method for a Python function.</summary>
/// <param name="types">The types that it names.</param>
/// <param name="returnsTask">Whether it returns a task rather than a future.</param>
internal sealed class MethodWriter(CSharpTypes types, bool returnsTask)
{
    private const int LongestLine = 140;

    /// <summary>The lines of the method, not indented.</summary>
    /// <param name="function">The function.</param>
    /// <param name="path">The file's path relative to the project.</param>
    public IReadOnlyList<string> Write(PythonSignature function, string path)
    {
        var parameters = new ParameterWriter(types).Write(function);
        var isVoid = function.Returns?.Kind == PythonTypeKind.None;
        var lines = new List<string>(
            XmlDocumentation.Write(function.Docstring, parameters.Select(parameter => (parameter.Name, parameter.Python.Name)), hasReturns: !isVoid));
        var name = CSharpNames.Pascal(function.Name);
        var named = SnakeCase.FromMethodName(name) == function.Name ? "" : $", Name = {Literal(function.Name)}";
        lines.Add($"[ComputeFunction(File = {Literal(path)}{named})]");
        var head = $"{Returned(function)} {CSharpNames.Identifier(name)}(";
        var line = head + string.Join(", ", parameters.Select(parameter => parameter.Text)) + ");";
        if (line.Length <= LongestLine)
        {
            lines.Add(line);
        }
        else
        {
            lines.Add(head);
            lines.AddRange(parameters.Select((parameter, i) => "    " + parameter.Text + (i == parameters.Count - 1 ? ");" : ",")));
        }

        return lines;
    }

    /// <summary>The lines of a record for a dictionary or dataclass with these fields, not indented.</summary>
    /// <param name="type">The class.</param>
    /// <param name="accessibility">The record's accessibility as C# writes it.</param>
    public IReadOnlyList<string> Write(PythonClass type, string accessibility)
    {
        var own = type.Fields.Where(field => !field.IsInitOnly).ToArray();
        var fields = own.Select(field =>
        {
            var name = CSharpNames.Pascal(field.Name);
            var attribute = SnakeCase.FromName(name) == field.Name
                ? ""
                : $"[property: {types.Named("GlobusCompute.Remote", "PythonNameAttribute").Replace("Attribute", "")}({Literal(field.Name)})] ";
            return $"{attribute}{types.Result(field.Type)} {CSharpNames.Identifier(name)}";
        });
        var documentation = XmlDocumentation.Write(type.Docstring, own.Select(field => (CSharpNames.Pascal(field.Name), field.Name)), hasReturns: false);
        return [.. documentation, $"{accessibility} sealed record {CSharpNames.Identifier(CSharpNames.Pascal(type.Name))}({string.Join(", ", fields)});"];
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private string Returned(PythonSignature function)
    {
        var arity = function.Returns?.Kind == PythonTypeKind.None ? 0 : 1;
        var returned = returnsTask ? types.Named("System.Threading.Tasks", "Task", arity) : types.Named("GlobusCompute.Remote", "ComputeFuture", arity);
        return arity == 0 ? returned : $"{returned}<{types.Result(function.Returns)}>";
    }
}
