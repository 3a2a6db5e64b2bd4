using System.Globalization;
using System.Xml.Linq;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.CodeFixes.Python;

/// <summary>Writes the <c>def</c> for a C# method, to be filled in.</summary>
internal static class PythonStub
{
    /// <summary>The attributes by which a comment's element names what it stands for.</summary>
    private static readonly string[] s_references = ["cref", "name", "langword"];

    /// <summary>The header without its colon.</summary>
    public static string Header(RemoteMethod method) => $"def {method.Bound.Name}({Parameters(method)}){Returns(method.Symbol)}";

    /// <summary>The function's lines.</summary>
    public static IReadOnlyList<string> Write(RemoteMethod method)
    {
        var lines = new List<string> { Header(method) + ":" };
        if (Summary(method.Symbol) is { } summary)
        {
            lines.Add($"    \"\"\"{summary}\"\"\"");
        }

        lines.Add($"    raise NotImplementedError(\"{method.Bound.Name}\")");
        return lines;
    }

    /// <summary>A text with a function behind what it has.</summary>
    /// <param name="text">The Python text.</param>
    /// <param name="method">The method to write a function for.</param>
    /// <param name="newLine">How its lines end.</param>
    public static string Append(string text, RemoteMethod method, string newLine)
    {
        var kept = text.TrimEnd();
        var lines = string.Concat(Write(method).Select(line => line + newLine));

        // Two blank lines between functions, as PEP 8 wants it.
        return kept.Length == 0 ? lines : kept + newLine + newLine + newLine + lines;
    }

    private static string Parameters(RemoteMethod method)
    {
        var written = new List<string>();
        var keywords = new List<string>();
        string? variadic = null;
        var isOptional = false;
        for (var i = 0; i < method.Member.Parameters.Count; i++)
        {
            var model = method.Member.Parameters[i];
            var parameter = method.Symbol.Parameters[i];
            if (model.Role == ParameterRole.Token)
            {
                continue;
            }

            if (model.Role == ParameterRole.Variadic)
            {
                variadic = "*" + Annotated(model.PythonName, Element(parameter.Type));
                continue;
            }

            // In Python, too, a parameter behind an optional one must be optional.
            var value = Default(parameter, model) ?? (isOptional && !model.IsKeyword ? "None" : null);
            isOptional |= value is not null && !model.IsKeyword;
            var name = Annotated(model.PythonName, parameter.Type);
            (model.IsKeyword ? keywords : written).Add(value is null ? name : name + (name.Contains(": ") ? " = " : "=") + value);
        }

        if (variadic is not null || keywords.Count > 0)
        {
            written.Add(variadic ?? "*");
        }

        return string.Join(", ", written.Concat(keywords));
    }

    private static string Annotated(string name, ITypeSymbol? type) =>
        type is not null && PythonAnnotations.Write(type) is { } annotation ? $"{name}: {annotation}" : name;

    private static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };

    private static string? Default(IParameterSymbol parameter, ParameterModel model) => model.OmitWhenNull ? "None"
        : !parameter.HasExplicitDefaultValue ? null
        : parameter.ExplicitDefaultValue switch
        {
            null => parameter.Type.IsReferenceType || parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "None" : null,
            bool value => value ? "True" : "False",
            string value => Literal(value),
            char value => Literal(value.ToString()),
            double value when double.IsNaN(value) || double.IsInfinity(value) =>
                $"float(\"{value.ToString(CultureInfo.InvariantCulture).Replace("Infinity", "inf")}\")",
            double value => value.ToString("R", CultureInfo.InvariantCulture),
            float value => value.ToString("R", CultureInfo.InvariantCulture),
            IFormattable value when parameter.Type.TypeKind != TypeKind.Enum => value.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };

    private static string Literal(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n") + "\"";

    private static string Returns(IMethodSymbol method) => method.ReturnType switch
    {
        INamedTypeSymbol { TypeArguments: [var result] } => PythonAnnotations.Write(result) is { } annotation ? $" -> {annotation}" : "",
        INamedTypeSymbol => " -> None",
        _ => "",
    };

    /// <summary>The summary of the method's documentation on one line, as a docstring can hold it.</summary>
    private static string? Summary(IMethodSymbol method)
    {
        if (method.GetDocumentationCommentXml() is not { Length: > 0 } xml)
        {
            return null;
        }

        try
        {
            var summary = XElement.Parse(xml).Element("summary");
            var text = summary is null ? "" : string.Join(" ", Text(summary).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length == 0 ? null : text.Replace("\\", "\\\\").Replace("\"", "'");
        }
        catch (System.Xml.XmlException)
        {
            // The compiler has said already that the comment is no XML.
            return null;
        }
    }

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => s_references
            .Select(name => (string?)reference.Attribute(name))
            .FirstOrDefault(value => value is not null)?.Split('.', ':').Last() ?? "",
        XElement inner => Text(inner),
        _ => "",
    }));
}
