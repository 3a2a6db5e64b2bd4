using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// Names properties as <see cref="PythonNameAttribute"/> says. An attribute of the library's own, so that the app's own JSON does not show Python's names.
/// </summary>
internal static class PythonNames
{
    /// <summary>The same metadata with such names.</summary>
    public static IJsonTypeInfoResolver? In(IJsonTypeInfoResolver? resolver) => resolver?.WithAddedModifier(Apply);

    private static void Apply(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            if ((Find(property.AttributeProvider) ?? Find(property.AssociatedParameter?.AttributeProvider)) is { } named)
            {
                property.Name = named.Name;
            }
        }
    }

    private static PythonNameAttribute? Find(ICustomAttributeProvider? member) =>
        member?.GetCustomAttributes(typeof(PythonNameAttribute), inherit: false) is [PythonNameAttribute named, ..] ? named : null;
}
