using System.Globalization;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes one member of a proxy: the definition of its function, and its implementation.</summary>
internal static class MemberEmitter
{
    public static void WriteDefinitions(SourceWriter writer, ProxyNames names)
    {
        foreach (var format in names.Formats)
        {
            writer.Line($"private static readonly {RuntimeNames.Serialization}.ComputeFormat {format.Value} = new {format.Key}();");
            writer.Line();
        }

        foreach (var (bound, definition) in names.Members)
        {
            if (definition is not null)
            {
                WriteDefinition(writer, bound, definition, names);
            }
        }
    }

    public static void WriteMember(SourceWriter writer, NamedMember named, ProxyNames names)
    {
        var (member, function, _) = named.Bound;
        var obstacle = named.Bound.Obstacle;
        var text = obstacle is not null ? "Cannot be called."
            : function is { File: null, Adapted: { } inline } ? $"Runs <c>{inline}</c> by <c>{function.Name}</c>."
            : function is { File: { } own, Adapted: { } adapted } ? $"Runs <c>{adapted}</c> of <c>{Xml(own.Path)}</c> by <c>{function.Name}</c>."
            : function.File is { } file ? $"Runs <c>{function.Name}</c> of <c>{Xml(file.Path)}</c>."
            : $"Runs <c>{function.Name}</c>.";
        writer.Line($"/// <summary>{text}</summary>");
        var payload = obstacle is null && member.Payload.Description.Length > 0 ? " " + Xml(member.Payload.Description) : "";
        writer.Line($"/// <remarks>Implements <see cref=\"{member.DocumentationId}\"/>.{payload}</remarks>");
        writer.Line(member.Signature);
        writer.Open();
        if (obstacle is not null)
        {
            WriteThrow(writer, member, obstacle);
        }
        else if (member.Function!.Shell is not null)
        {
            ShellEmitter.WriteCall(writer, member, named.Definition!, names);
        }
        else
        {
            WriteCall(writer, member, named.Definition!, names);
        }

        writer.Close();
    }

    private static void WriteDefinition(SourceWriter writer, BoundMember bound, string definition, ProxyNames names)
    {
        var (member, function, _) = bound;
        if (member.Function!.Shell is { } shell)
        {
            ShellEmitter.WriteDefinition(writer, member, function, shell, definition);
            return;
        }

        var parameters = member.Parameters.Where(parameter => parameter.Travels).ToArray();
        PinEmitter.WriteAttribute(writer, bound, names);
        writer.Line($"private static readonly {RuntimeNames.Proxies}.ProxyMethod {definition} = new(");
        writer.Indent();
        writer.Line($"{CSharpLiteral.Of(member.DisplayName)},");
        writer.Line($"{CSharpLiteral.Of(function.Name)}{(parameters.Length == 0 ? ")" : ",")}");
        for (var i = 0; i < parameters.Length; i++)
        {
            writer.Line(Parameter(parameters[i], names) + (i == parameters.Length - 1 ? ")" : ","));
        }

        writer.Outdent();
        WriteProperties(writer, bound, names);
    }

    private static void WriteProperties(SourceWriter writer, BoundMember bound, ProxyNames names)
    {
        var (member, function, _) = bound;
        writer.Open();
        if (member.Function!.Id is { } id)
        {
            writer.Line($"FunctionId = {CSharpLiteral.Of(id)},");
        }

        if (function.Source is { } source)
        {
            writer.Line($"Source = {names.Source(source)},");
            if (function.File is { } file)
            {
                writer.Line($"SourceFile = {CSharpLiteral.Of(file.Path)},");
            }

            if (function.AdaptedSource is { } own)
            {
                // The last line of a file that ends with a line end is empty.
                writer.Line($"SourceLines = {(own.TrimEnd('\n').Count(c => c == '\n') + 1).ToString(CultureInfo.InvariantCulture)},");
            }

            PinEmitter.WritePins(writer, bound.Locked);
            WriteRegistration(writer, member.Function);
        }

        WritePolicy(writer, member.Function);
        if (member.AllowsNullResult)
        {
            writer.Line("AllowsNullResult = true,");
        }

        PayloadEmitter.WriteProperties(writer, member.Payload);
        if (member.ResultFormat is { } format)
        {
            writer.Line($"ResultFormat = {names.Formats[format.Type]},");
        }

        writer.Close(";");
        writer.Line();
    }

    /// <summary>What is stored with a function when it is registered.</summary>
    public static void WriteRegistration(SourceWriter writer, FunctionModel function)
    {
        if (function.Description is { } description)
        {
            writer.Line($"Description = {CSharpLiteral.Of(description)},");
        }

        if (function.IsPublic)
        {
            writer.Line("IsPublic = true,");
        }

        if (function.Group is { } group)
        {
            writer.Line($"Group = {CSharpLiteral.Of(group)},");
        }

        if (function.HighAssuranceEndpointId is { } endpoint)
        {
            writer.Line($"HighAssuranceEndpointId = {CSharpLiteral.Of(endpoint)},");
        }
    }

    /// <summary>How calls of a function are treated.</summary>
    public static void WritePolicy(SourceWriter writer, FunctionModel function)
    {
        if (function.TimeoutSeconds > 0)
        {
            writer.Line($"Timeout = global::System.TimeSpan.FromSeconds({Number(function.TimeoutSeconds)}),");
        }

        if (function.IsIdempotent)
        {
            writer.Line("IsIdempotent = true,");
        }
    }

    /// <summary>A number as a C# literal of type double.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(char.IsDigit) ? text + ".0" : text;
    }

    private static string Parameter(ParameterModel parameter, ProxyNames names)
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

        if (parameter.IsSensitive)
        {
            flags.Add("Sensitive");
        }

        var passing = string.Join(" | ", flags.Select(flag => $"{RuntimeNames.Proxies}.ProxyPassing.{flag}"));
        return $"new {RuntimeNames.Proxies}.ProxyParameter({CSharpLiteral.Of(parameter.Name)}, {CSharpLiteral.Of(parameter.PythonName)}"
            + (passing.Length == 0 ? ")" : $", {passing})")
            + (parameter.Format is { } format ? $" {{ Format = {names.Formats[format.Type]} }}" : "");
    }

    private static void WriteCall(SourceWriter writer, MemberModel member, string definition, ProxyNames names)
    {
        var scope = member.Parameters.Any(parameter => parameter.IsSpan) ? "scoped " : "";
        writer.Line($"{scope}var {names.Call} = {names.Context}.{(member.IsMap ? "BeginMap" : "Begin")}({definition});");
        foreach (var parameter in member.Parameters.Where(parameter => parameter.Travels))
        {
            writer.Line(parameter switch
            {
                { Role: ParameterRole.Each } => $"{names.Call}.AddItems<{parameter.ElementType}>({parameter.Identifier});",
                { Role: ParameterRole.Variadic } => $"{names.Call}.AddEach<{parameter.ElementType}>({parameter.Identifier});",
                { IsDynamic: true } => $"{names.Call}.Add((object?){parameter.Identifier});",
                _ => $"{names.Call}.Add({parameter.Identifier});",
            });
        }

        if (member.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Tag) is { } tag)
        {
            writer.Line($"{names.Call}.SetTag({tag.Identifier}, {CSharpLiteral.Of(tag.Name)});");
        }

        var type = member.ResultType is null ? "" : $"<{member.ResultType}>";
        var token = member.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Token)?.Identifier;
        if (member.IsMap)
        {
            var options = member.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.MapOptions)?.Identifier;
            var arguments =
                new[] { options, token is null || options is not null ? token : $"cancellationToken: {token}" }.Where(argument => argument is not null);
            writer.Line($"return {names.Call}.Map{type}({string.Join(", ", arguments)});");
            return;
        }

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

    private static string Xml(string text) => XmlDocumentation.Escape(text).Replace("&quot;", "\"");
}
