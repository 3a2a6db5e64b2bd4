using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Says of generated methods what <see cref="MemberParser"/> reads of declared ones, since a generator never sees its own output.</summary>
/// <param name="module">The interface.</param>
/// <param name="classes">The records and enums, by their types' names.</param>
/// <param name="adapters">The text of all adapters of the file, or null when there are none.</param>
internal sealed class ModuleMembers(ModuleModel module, IReadOnlyDictionary<string, ModuleClass> classes, string? adapters)
{
    public MemberModel Of(ModuleMethod method)
    {
        var parameters = method.Parameters.Select(Parameter).ToEquatableArray();
        var name = CSharpName.OfIdentifier(method.Name);
        return new(
            MemberKind.Method,
            $"{ModuleSignature.Returned(module, method)} {module.TypeName}.{name}({string.Join(", ", method.Parameters.Select(Declaration))})",
            default,
            method.Name,
            $"{module.DisplayName}.{method.Name}",
            ModuleSignature.DocumentationId(module, method),
            IsInherited: !module.IsOwn,
            IsReported: false,
            Function(method),
            parameters,
            method.Result?.Text,
            method.Result?.IsNullable ?? false,
            default)
        {
            Payload = Payload(method),
            ResultFormat = method.ResultFormat,
            Adapter = method.Adapter is { } adapter ? new(adapter, adapters!) : null,
        };
    }

    private FunctionModel Function(ModuleMethod method) => new(
        Id: null,
        Source: null,
        module.File,
        method.Function.Name,
        PythonIdentifier.Normalize(SnakeCase.FromMethodName(method.Name)),
        Description: null,
        IsPublic: false,
        Group: null,
        HighAssuranceEndpointId: null,
        TimeoutSeconds: 0,
        IsIdempotent: false);

    private static ParameterModel Parameter(ModuleParameter parameter) => new(
        parameter.Name,
        CSharpName.OfIdentifier(parameter.Name),
        parameter.Python.Name,
        parameter.IsVariadic ? ParameterRole.Variadic : ParameterRole.Argument,
        parameter.IsKeyword,
        parameter.OmitWhenNull,
        parameter.IsVariadic ? parameter.Type.Text : null,
        IsSpan: false,
        IsDynamic: false)
    {
        Format = parameter.Format,
    };

    private static string Declaration(ModuleParameter parameter) =>
        $"{(parameter.IsVariadic ? "params " : "")}{parameter.TypeText} {CSharpName.OfIdentifier(parameter.Name)}";

    private PayloadModel Payload(ModuleMethod method)
    {
        var formats = method.UsesNumPy ? module.Formats with { Arrays = "NumPy" } : module.Formats;
        var chooser = new PayloadChooser(formats, isMap: false);
        var fits = new ModuleJsonFitter(classes, formats.Arrays == "NumPy");
        foreach (var parameter in method.Parameters)
        {
            var fit = PayloadParser.FitOf(parameter.Format) ?? fits.Of(parameter.Type);
            chooser.Add(parameter.Name, fit, parameter.IsKeyword, parameter.OmitWhenNull, parameter.IsVariadic);
        }

        return chooser.Choose(method.Result is not null, method.Result?.IsNumericArray ?? false);
    }
}
