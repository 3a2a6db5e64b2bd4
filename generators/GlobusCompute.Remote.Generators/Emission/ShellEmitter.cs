using System.Globalization;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes one method that runs a command: its definition, and the body that calls it.</summary>
internal static class ShellEmitter
{
    public static void WriteDefinition(SourceWriter writer, MemberModel member, BoundFunction function, ShellModel shell, string name)
    {
        var parameters = member.Parameters.Where(parameter => parameter.Role != ParameterRole.Token).ToArray();
        writer.Line($"private static readonly {RuntimeNames.Proxies}.ProxyCommand {name} = new(");
        writer.Indent();
        writer.Line($"{CSharpLiteral.Of(member.DisplayName)},");
        writer.Line($"{CSharpLiteral.Of(function.Name)},");
        writer.Line($"{CSharpLiteral.Of(shell.Command)}{(parameters.Length == 0 ? ")" : ",")}");
        for (var i = 0; i < parameters.Length; i++)
        {
            writer.Line(Field(parameters[i]) + (i == parameters.Length - 1 ? ")" : ","));
        }

        writer.Outdent();
        writer.Open();
        WriteProperties(writer, member.Function!, shell);
        writer.Close(";");
        writer.Line();
    }

    public static void WriteCall(SourceWriter writer, MemberModel member, string definition, ProxyNames names)
    {
        writer.Line($"var {names.Call} = new {RuntimeNames.Proxies}.ProxyCommandCall({names.Context}, {definition});");
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Role != ParameterRole.Token))
        {
            var method = parameter switch { { IsSpan: true } => "AddSpan", { Role: ParameterRole.Words } => "AddEach", _ => "Add" };
            writer.Line($"{names.Call}.{method}({parameter.Identifier});");
        }

        var token = member.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Token)?.Identifier;
        writer.Line($"return {names.Call}.Submit({token});");
    }

    private static void WriteProperties(SourceWriter writer, FunctionModel function, ShellModel shell)
    {
        if (shell.IsMpi)
        {
            writer.Line("IsMpi = true,");
        }

        if (shell.WalltimeSeconds > 0)
        {
            writer.Line($"WalltimeSeconds = {MemberEmitter.Number(shell.WalltimeSeconds)},");
        }

        if (shell.SnippetLines is { } lines)
        {
            writer.Line($"SnippetLines = {lines.ToString(CultureInfo.InvariantCulture)},");
        }

        if (shell.Stdout is { } output)
        {
            writer.Line($"Stdout = {CSharpLiteral.Of(output)},");
        }

        if (shell.Stderr is { } error)
        {
            writer.Line($"Stderr = {CSharpLiteral.Of(error)},");
        }

        MemberEmitter.WriteRegistration(writer, function);
        MemberEmitter.WritePolicy(writer, function);
    }

    private static string Field(ParameterModel parameter)
    {
        var flags = new List<string>();
        if (parameter.IsUnquoted)
        {
            flags.Add("Unquoted");
        }

        if (parameter.OmitWhenNull)
        {
            flags.Add("OmitWhenNull");
        }

        if (parameter.IsSensitive)
        {
            flags.Add("Sensitive");
        }

        var filling = string.Join(" | ", flags.Select(flag => $"{RuntimeNames.Proxies}.ProxyFilling.{flag}"));
        return $"new {RuntimeNames.Proxies}.ProxyCommandField({CSharpLiteral.Of(parameter.Name)}, {CSharpLiteral.Of(parameter.PythonName)}"
            + (filling.Length == 0 ? ")" : $", {filling})");
    }
}
