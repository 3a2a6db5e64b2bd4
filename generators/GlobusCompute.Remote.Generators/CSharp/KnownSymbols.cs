using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>The library's names, and how to recognise them in a compilation.</summary>
internal static class KnownSymbols
{
    public const string ComputeFunctionAttribute = "ComputeFunctionAttribute";
    public const string ComputeFunctionMetadataName = RootNamespace + "." + ComputeFunctionAttribute;
    public const string ComputeShellFunctionAttribute = "ComputeShellFunctionAttribute";
    public const string ComputeMpiFunctionAttribute = "ComputeMpiFunctionAttribute";
    public const string ComputeJsonAttribute = "ComputeJsonAttribute";
    public const string ComputeTagAttribute = "ComputeTagAttribute";
    public const string ComputePayloadAttribute = "ComputePayloadAttribute";
    public const string KeywordAttribute = "KeywordAttribute";
    public const string OmitWhenNullAttribute = "OmitWhenNullAttribute";
    public const string EachAttribute = "EachAttribute";
    public const string UnquotedAttribute = "UnquotedAttribute";
    public const string PythonNameAttribute = "PythonNameAttribute";
    public const string ComputeModuleAttribute = "ComputeModuleAttribute";
    public const string ComputeModuleMetadataName = RootNamespace + "." + ComputeModuleAttribute;
    public const string ComputeNaming = "global::" + RootNamespace + ".ComputeNaming";

    private const string RootNamespace = "GlobusCompute.Remote";

    /// <summary>The attributes that make a method a remote function.</summary>
    public static IReadOnlyList<string> FunctionMetadataNames { get; } =
        [ComputeFunctionMetadataName, RootNamespace + "." + ComputeShellFunctionAttribute, RootNamespace + "." + ComputeMpiFunctionAttribute];

    /// <summary>What makes a method a remote function: its attributes of that kind, in a fixed order.</summary>
    public static IEnumerable<AttributeData> FindFunctions(ISymbol symbol) =>
        new[] { ComputeFunctionAttribute, ComputeShellFunctionAttribute, ComputeMpiFunctionAttribute }
            .Select(name => Find(symbol, name))
            .OfType<AttributeData>();

    /// <summary>The first of these, which is the one that counts.</summary>
    public static AttributeData? FindFunction(ISymbol symbol) => FindFunctions(symbol).FirstOrDefault();

    /// <summary>Whether the method runs a command rather than Python.</summary>
    public static bool IsShell(ISymbol method) => FindFunction(method) is { AttributeClass.Name: not ComputeFunctionAttribute };

    public static AttributeData? Find(ISymbol symbol, string attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (data.AttributeClass is { } type && type.Name == attribute && IsIn(type, RootNamespace))
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>The files that an interface is written from.</summary>
    public static IEnumerable<AttributeData> FindModules(INamedTypeSymbol type) =>
        type.GetAttributes().Where(data => data.AttributeClass is { Name: ComputeModuleAttribute } attribute && IsIn(attribute, RootNamespace));

    /// <summary>Whether this generator has written it.</summary>
    public static bool IsGenerated(ISymbol symbol) => symbol.GetAttributes().Any(data =>
        data.AttributeClass is { Name: "GeneratedCodeAttribute" } && data.ConstructorArguments is [{ Value: RuntimeNames.Generator }, ..]);

    public static bool IsRemote(ISymbol member) => member is IMethodSymbol && FindFunction(member) is not null;

    /// <summary>Whether a proxy is due: the interface or one of its bases has a remote function, or is written from a file.</summary>
    public static bool IsProxyInterface(INamedTypeSymbol type) => IsRemoteInterface(type) || type.AllInterfaces.Any(IsRemoteInterface);

    private static bool IsRemoteInterface(INamedTypeSymbol type) => HasRemoteMember(type) || FindModules(type).Any();

    public static bool HasRemoteMember(INamedTypeSymbol type) => type.GetMembers().Any(IsRemote);

    public static bool IsFuture(INamedTypeSymbol type) => type.Name == "ComputeFuture" && IsIn(type, RootNamespace);

    public static bool IsMap(INamedTypeSymbol type) => type is { Name: "ComputeMap", TypeArguments.Length: 1 } && IsIn(type, RootNamespace);

    public static bool IsMapItem(ITypeSymbol type) => type is INamedTypeSymbol { Name: "ComputeMapItem", TypeArguments.Length: 1 } && IsIn(type, RootNamespace);

    public static bool IsMapOptions(ITypeSymbol type) => type.Name == "ComputeMapOptions" && IsIn(type, RootNamespace);

    public static bool IsAsyncEnumerable(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IAsyncEnumerable", TypeArguments.Length: 1 } && IsIn(type, "System.Collections.Generic");

    public static bool IsShellResult(ITypeSymbol type) => type.Name == "ShellResult" && IsIn(type, RootNamespace);

    /// <summary>Whether it is <c>ComputeFuture</c> or <c>ComputeFuture&lt;T&gt;</c>.</summary>
    public static bool IsFuture(ITypeSymbol? type) => type is INamedTypeSymbol named && IsFuture(named);

    public static bool IsTask(INamedTypeSymbol type) => type.Name == "Task" && IsIn(type, "System.Threading.Tasks");

    public static bool IsCancellationToken(ITypeSymbol type) => type.Name == "CancellationToken" && IsIn(type, "System.Threading");

    public static bool IsSpan(ITypeSymbol type) => type.Name == "ReadOnlySpan" && IsIn(type, "System");

    public static bool IsJsonContext(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == "JsonSerializerContext" && IsIn(current, "System.Text.Json.Serialization"))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsIn(ITypeSymbol type, string name)
    {
        if (type.ContainingType is not null)
        {
            return false;
        }

        var end = name.Length;
        var current = type.ContainingNamespace;
        while (end > 0 && current is { IsGlobalNamespace: false })
        {
            var start = name.LastIndexOf('.', end - 1) + 1;
            if (string.CompareOrdinal(current.Name, 0, name, start, Math.Max(current.Name.Length, end - start)) != 0)
            {
                return false;
            }

            end = Math.Max(0, start - 1);
            current = current.ContainingNamespace;
        }

        return end == 0 && current is { IsGlobalNamespace: true };
    }
}
