using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Signatures of generated methods as code and as documentation ids write them.</summary>
internal static class ModuleSignature
{
    /// <summary>What the method returns.</summary>
    public static string Returned(ModuleModel module, ModuleMethod method) =>
        (module.ReturnsTask ? "global::System.Threading.Tasks.Task" : "global::GlobusCompute.Remote.ComputeFuture")
        + (method.Result is { } result ? $"<{result.Text}>" : "");

    /// <summary>The id that the compiler gives the method.</summary>
    public static string DocumentationId(ModuleModel module, ModuleMethod method)
    {
        var parameters = method.Parameters.Select(parameter => Id(parameter.Type) + (parameter.IsVariadic ? "[]" : ""));
        return $"M:{module.DocumentationName}.{method.Name}" + (method.Parameters.Count == 0 ? "" : $"({string.Join(",", parameters)})");
    }

    private static string Id(ModuleType type) => type is { IsNullable: true, IsValueType: true } ? $"System.Nullable{{{Bare(type)}}}" : Bare(type);

    private static string Bare(ModuleType type) => type.Kind switch
    {
        ModuleTypeKind.Array => Id(type.Arguments[0]) + "[]",
        ModuleTypeKind.Set => $"System.Collections.Generic.HashSet{{{Id(type.Arguments[0])}}}",
        ModuleTypeKind.Dictionary => $"System.Collections.Generic.Dictionary{{{Id(type.Arguments[0])},{Id(type.Arguments[1])}}}",
        ModuleTypeKind.Tuple => Tuple([.. type.Arguments.Select(Id)]),
        _ => TypeTable.FullName(type.Name).Replace("global::", "").Replace("@", ""),
    };

    // The eighth element and those after it are in a tuple of their own.
    private static string Tuple(string[] elements) =>
        $"System.ValueTuple{{{string.Join(",", elements.Length > 7 ? [.. elements.Take(7), Tuple([.. elements.Skip(7)])] : elements)}}}";
}
