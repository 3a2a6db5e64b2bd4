using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Modules;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes the part of an interface that comes from a Python file.</summary>
internal static class ModuleEmitter
{
    private const int LongestLine = 160;

    public static void WriteInterface(SourceWriter writer, ModulePart part)
    {
        writer.Line($"partial interface {part.Module.Identifier}");
        writer.Open();
        for (var i = 0; i < part.Methods.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            WriteMethod(writer, part, part.Methods[i]);
        }

        writer.Close();
    }

    private static void WriteMethod(SourceWriter writer, ModulePart part, ModuleMethod method)
    {
        foreach (var line in ModuleDocumentation.Of(method, part.Path))
        {
            writer.Line(line);
        }

        var pythonName = SnakeCase.FromMethodName(method.Name) == method.Function.Name ? "" : $", Name = {CSharpLiteral.Of(method.Function.Name)}";
        writer.Line($"[{RuntimeNames.Root}.ComputeFunction(File = {CSharpLiteral.Of(part.Module.File)}{pythonName})]");
        var named = Named(part, method).ToList();
        var shared = named.Count == 1 && !UsesOwn(part, method) ? named[0] : null;
        var payload = new[]
        {
            method.UsesNumPy && part.Module.Formats.Arrays != "NumPy" ? $"Arrays = {RuntimeNames.Serialization}.ArrayForm.NumPy" : null,
            shared is null ? null : $"Format = typeof({shared})",
        };
        if (payload.Any(argument => argument is not null))
        {
            writer.Line($"[{RuntimeNames.Root}.ComputePayload({string.Join(", ", payload.Where(argument => argument is not null))})]");
        }

        if (shared is null && method.ResultFormat is { } format && named.Contains(format.Type))
        {
            writer.Line($"[return: {Format(format.Type)}]");
        }

        writer.Line(RuntimeNames.GeneratedCode);
        var head = $"{ModuleSignature.Returned(part.Module, method)} {CSharpName.OfIdentifier(method.Name)}(";
        var parameters = method.Parameters.Select(parameter => Parameter(parameter, shared is null ? named : [])).ToArray();
        var whole = head + string.Join(", ", parameters) + ");";
        if (parameters.Length == 0 || whole.Length + writer.Indentation.Length <= LongestLine)
        {
            writer.Line(whole);
            return;
        }

        writer.Line(head);
        writer.Indent();
        for (var i = 0; i < parameters.Length; i++)
        {
            writer.Line(parameters[i] + (i == parameters.Length - 1 ? ");" : ","));
        }

        writer.Outdent();
    }

    /// <summary>The formats of a method that the interface does not name.</summary>
    private static IEnumerable<string> Named(ModulePart part, ModuleMethod method) => FormatsOf(method)
        .Where(type => part.Module.BinaryFormats.Any(format => format.Format.Type == type && !format.IsOwn))
        .Distinct();

    private static bool UsesOwn(ModulePart part, ModuleMethod method) =>
        FormatsOf(method).Any(type => part.Module.BinaryFormats.Any(format => format.Format.Type == type && format.IsOwn));

    private static IEnumerable<string> FormatsOf(ModuleMethod method) =>
        method.Parameters.Select(parameter => parameter.Format).Append(method.ResultFormat).OfType<FormatModel>().Select(format => format.Type);

    private static string Format(string type) => $"{RuntimeNames.Root}.ComputePayload(Format = typeof({type}))";

    private static string Parameter(ModuleParameter parameter, List<string> formats)
    {
        var isNamed = SnakeCase.FromName(parameter.Name) == parameter.Python.Name;
        var attributes = new List<string>();
        if (parameter.IsKeyword)
        {
            attributes.Add($"{RuntimeNames.Root}.PythonKeyword{(isNamed ? "" : $"({CSharpLiteral.Of(parameter.Python.Name)})")}");
        }
        else if (!isNamed && !parameter.IsVariadic)
        {
            attributes.Add($"{RuntimeNames.Root}.PythonName({CSharpLiteral.Of(parameter.Python.Name)})");
        }

        if (parameter.OmitWhenNull)
        {
            attributes.Add($"{RuntimeNames.Root}.ComputeOmitWhenNull");
        }

        if (parameter.Format is { } format && formats.Contains(format.Type))
        {
            attributes.Add(Format(format.Type));
        }

        return (attributes.Count == 0 ? "" : $"[{string.Join(", ", attributes)}] ")
            + (parameter.IsVariadic ? "params " : "")
            + $"{parameter.TypeText} {CSharpName.OfIdentifier(parameter.Name)}"
            + (parameter.Default is null ? "" : $" = {parameter.Default}");
    }
}
