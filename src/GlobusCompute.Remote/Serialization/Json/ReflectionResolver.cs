using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// Metadata by reflection: what System.Text.Json makes of types, and tuples that are classes, which F# has, as tuples rather than as objects.
/// </summary>
[RequiresUnreferencedCode("Reflection finds the members of argument and result types.")]
[RequiresDynamicCode("Reflection builds converters for argument and result types.")]
internal sealed class ReflectionResolver : DefaultJsonTypeInfoResolver
{
    public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options) =>
        ReferenceTuples.Find(type, options) ?? base.GetTypeInfo(type, options);
}
