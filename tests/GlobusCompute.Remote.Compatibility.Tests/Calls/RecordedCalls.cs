using System.Reflection;

namespace GlobusCompute.Remote.Compatibility.Tests.Calls;

/// <summary>The calls of a version: the public static methods of its classes whose names end in <c>Calls</c>. Each takes a service and a client of it.</summary>
internal static class RecordedCalls
{
    /// <summary>The calls of a version, by names like <c>MapCalls.Maps_over_streams</c>.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Of(PastVersion version) =>
        version.Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Calls", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}");
}
