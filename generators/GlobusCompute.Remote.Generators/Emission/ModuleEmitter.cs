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

        var named = SnakeCase.FromMethodName(method.Name) == method.Function.Name ? "" : $", Name = {CSharpLiteral.Of(method.Function.Name)}";
        writer.Line($"[{RuntimeNames.Root}.ComputeFunction(File = {CSharpLiteral.Of(part.Module.File)}{named})]");
        if (method.UsesNumPy && part.Module.Formats.Arrays != "NumPy")
        {
            writer.Line($"[{RuntimeNames.Root}.ComputePayload(Arrays = {RuntimeNames.Serialization}.ArrayForm.NumPy)]");
        }

        writer.Line(RuntimeNames.GeneratedCode);
        var head = $"{ModuleSignature.Returned(part.Module, method)} {CSharpName.OfIdentifier(method.Name)}(";
        var parameters = method.Parameters.Select(Parameter).ToArray();
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

    private static string Parameter(ModuleParameter parameter)
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

        return (attributes.Count == 0 ? "" : $"[{string.Join(", ", attributes)}] ")
            + (parameter.IsVariadic ? "params " : "")
            + $"{parameter.TypeText} {CSharpName.OfIdentifier(parameter.Name)}"
            + (parameter.Default is null ? "" : $" = {parameter.Default}");
    }
}
