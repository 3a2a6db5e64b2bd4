using System.Globalization;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes one member of a proxy: the definition of its function, and its implementation.</summary>
internal static class MemberEmitter
{
    /// <summary>Whether the member calls its function, rather than throwing.</summary>
    public static bool IsCallable(MemberModel member, BoundFunction function) => Obstacle(member, function) is null;

    public static void WriteDefinitions(SourceWriter writer, ProxyModel proxy, ProxyNames names)
    {
        for (var i = 0; i < proxy.Functions.Count; i++)
        {
            var member = proxy.Interface.Members[i];
            var function = proxy.Functions[i];
            if (IsCallable(member, function))
            {
                WriteDefinition(writer, member, function, i, names);
            }
        }
    }

    public static void WriteMember(SourceWriter writer, MemberModel member, BoundFunction function, int index, ProxyNames names)
    {
        var obstacle = Obstacle(member, function);
        var text = obstacle is not null ? "Cannot be called."
            : function.File is { } file ? $"Runs <c>{function.Name}</c> of <c>{Xml(file.Path)}</c>."
            : $"Runs <c>{function.Name}</c>.";
        writer.Line($"/// <summary>{text}</summary>");
        var payload = obstacle is null && member.Payload.Description.Length > 0 ? " " + Xml(member.Payload.Description) : "";
        writer.Line($"/// <remarks>Implements <see cref=\"{member.DocumentationId}\"/>.{payload}</remarks>");
        writer.Line(member.Signature);
        writer.Open();
        if (obstacle is null)
        {
            WriteCall(writer, member, index, names);
        }
        else
        {
            WriteThrow(writer, member, obstacle);
        }

        writer.Close();
    }

    private static Problem? Obstacle(MemberModel member, BoundFunction function) =>
        member.Function is null ? member.Problems[0] : member.Problems.FirstOrDefault(problem => problem.IsError) ?? function.Problem;

    private static void WriteDefinition(SourceWriter writer, MemberModel member, BoundFunction function, int index, ProxyNames names)
    {
        var parameters = member.Parameters.Where(parameter => parameter.Role != ParameterRole.Token).ToArray();
        writer.Line($"private static readonly {RuntimeNames.Proxies}.ProxyMethod {names.Definition(index)} = new(");
        writer.Indent();
        writer.Line($"{CSharpLiteral.Of(member.DisplayName)},");
        writer.Line($"{CSharpLiteral.Of(function.Name)}{(parameters.Length == 0 ? ")" : ",")}");
        for (var i = 0; i < parameters.Length; i++)
        {
            writer.Line(Parameter(parameters[i]) + (i == parameters.Length - 1 ? ")" : ","));
        }

        writer.Outdent();
        WriteProperties(writer, member, function, names);
    }

    private static void WriteProperties(SourceWriter writer, MemberModel member, BoundFunction function, ProxyNames names)
    {
        writer.Open();
        if (member.Function!.Id is { } id)
        {
            writer.Line($"FunctionId = {CSharpLiteral.Of(id)},");
        }

        if (function.Source is { } source)
        {
            writer.Line($"Source = {names.Source(source)},");
            if (member.Function.Description is { } description)
            {
                writer.Line($"Description = {CSharpLiteral.Of(description)},");
            }

            if (member.Function.IsPublic)
            {
                writer.Line("IsPublic = true,");
            }

            if (member.Function.Group is { } group)
            {
                writer.Line($"Group = {CSharpLiteral.Of(group)},");
            }

            if (member.Function.HighAssuranceEndpointId is { } endpoint)
            {
                writer.Line($"HighAssuranceEndpointId = {CSharpLiteral.Of(endpoint)},");
            }
        }

        if (member.Function.TimeoutSeconds > 0)
        {
            var seconds = member.Function.TimeoutSeconds.ToString("R", CultureInfo.InvariantCulture);
            writer.Line($"Timeout = global::System.TimeSpan.FromSeconds({seconds}{(seconds.All(char.IsDigit) ? ".0" : "")}),");
        }

        if (member.Function.IsIdempotent)
        {
            writer.Line("IsIdempotent = true,");
        }

        if (member.AllowsNullResult)
        {
            writer.Line("AllowsNullResult = true,");
        }

        PayloadEmitter.WriteProperties(writer, member.Payload);

        writer.Close(";");
        writer.Line();
    }

    private static string Parameter(ParameterModel parameter)
    {
        var flags = new List<string>();
        if (parameter.IsKeyword)
        {
            flags.Add("Keyword");
        }

        if (parameter.OmitWhenNull)
        {
            flags.Add("OmitWhenNull");
        }

        if (parameter.Role == ParameterRole.Variadic)
        {
            flags.Add("Variadic");
        }

        var passing = string.Join(" | ", flags.Select(flag => $"{RuntimeNames.Proxies}.ProxyPassing.{flag}"));
        return $"new {RuntimeNames.Proxies}.ProxyParameter({CSharpLiteral.Of(parameter.Name)}, {CSharpLiteral.Of(parameter.PythonName)}"
            + (passing.Length == 0 ? ")" : $", {passing})");
    }

    private static void WriteCall(SourceWriter writer, MemberModel member, int index, ProxyNames names)
    {
        var scope = member.Parameters.Any(parameter => parameter.IsSpan) ? "scoped " : "";
        writer.Line($"{scope}var {names.Call} = {names.Context}.Begin({names.Definition(index)});");
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Role != ParameterRole.Token))
        {
            writer.Line(parameter switch
            {
                { Role: ParameterRole.Variadic } => $"{names.Call}.AddEach<{parameter.ElementType}>({parameter.Identifier});",
                { IsDynamic: true } => $"{names.Call}.Add((object?){parameter.Identifier});",
                _ => $"{names.Call}.Add({parameter.Identifier});",
            });
        }

        var type = member.ResultType is null ? "" : $"<{member.ResultType}>";
        var token = member.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Token)?.Identifier;
        writer.Line($"return {names.Call}.Submit{type}({token});");
    }

    private static void WriteThrow(SourceWriter writer, MemberModel member, Problem problem)
    {
        var statement = $"throw new global::System.NotSupportedException({CSharpLiteral.Of($"{problem.Id}: {problem.Message}")});";
        if (member.Kind == MemberKind.Method)
        {
            writer.Line(statement);
            return;
        }

        foreach (var accessor in member.Accessors)
        {
            writer.Line(accessor);
            writer.Open();
            writer.Line(statement);
            writer.Close();
        }
    }

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
