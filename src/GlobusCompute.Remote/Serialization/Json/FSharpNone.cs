namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// The types of F# for which None is a value: their default value is <c>None</c>, <c>ValueNone</c> or <c>()</c>, which is not always null to C#.
/// </summary>
internal static class FSharpNone
{
    public static bool IsOf(Type type) =>
        type is { Namespace: "Microsoft.FSharp.Core", Name: "FSharpOption`1" or "FSharpValueOption`1" or "Unit" };
}
