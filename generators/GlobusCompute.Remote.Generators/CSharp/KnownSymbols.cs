using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>The types of one compilation that have a meaning here, looked up once.</summary>
/// <remarks>It holds on to the compilation, so a model must not hold on to it.</remarks>
internal sealed class KnownSymbols
{
    public const string ComputeFunctionAttribute = "ComputeFunctionAttribute";
    public const string ComputeFunctionMetadataName = RootNamespace + "." + ComputeFunctionAttribute;
    public const string ComputeShellFunctionAttribute = "ComputeShellFunctionAttribute";
    public const string ComputeMpiFunctionAttribute = "ComputeMpiFunctionAttribute";
    public const string ComputeJsonAttribute = "ComputeJsonAttribute";
    public const string ComputeTagAttribute = "ComputeTagAttribute";
    public const string ComputePayloadAttribute = "ComputePayloadAttribute";
    public const string PythonKeywordAttribute = "PythonKeywordAttribute";
    public const string ComputeOmitWhenNullAttribute = "ComputeOmitWhenNullAttribute";
    public const string ComputeEachAttribute = "ComputeEachAttribute";
    public const string ComputeUnquotedAttribute = "ComputeUnquotedAttribute";
    public const string PythonNameAttribute = "PythonNameAttribute";
    public const string ComputeFormatAttribute = "Serialization.ComputeFormatAttribute";
    public const string PythonAdapterAttribute = "Serialization.PythonAdapterAttribute";
    public const string SensitiveAttribute = "SensitiveAttribute";
    public const string ComputeModuleAttribute = "ComputeModuleAttribute";
    public const string ComputeModuleMetadataName = RootNamespace + "." + ComputeModuleAttribute;
    public const string ComputeNaming = RuntimeNames.Serialization + ".ComputeNaming";

    private const string RootNamespace = "GlobusCompute.Remote";
    private const string Json = "System.Text.Json.Serialization";

    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> s_ofCompilations = new();

    private static readonly string[] s_functionAttributes = [ComputeFunctionAttribute, ComputeShellFunctionAttribute, ComputeMpiFunctionAttribute];

    // No spread of an array: it would take System.Memory, which the compiler does not always have.
    private static readonly string[] s_attributes =
    [
        ComputeFunctionAttribute, ComputeShellFunctionAttribute, ComputeMpiFunctionAttribute, ComputeJsonAttribute, ComputeTagAttribute,
        ComputePayloadAttribute, PythonKeywordAttribute, ComputeOmitWhenNullAttribute, ComputeEachAttribute, ComputeUnquotedAttribute, PythonNameAttribute,
        ComputeModuleAttribute, SensitiveAttribute, ComputeFormatAttribute, PythonAdapterAttribute,
    ];

    private readonly Dictionary<string, INamedTypeSymbol> _attributes = new(StringComparer.Ordinal);
    private readonly INamedTypeSymbol?[] _futures;
    private readonly INamedTypeSymbol?[] _tasks;
    private readonly INamedTypeSymbol? _map;
    private readonly INamedTypeSymbol? _mapItem;
    private readonly INamedTypeSymbol? _mapOptions;
    private readonly INamedTypeSymbol? _shellResult;
    private readonly INamedTypeSymbol? _asyncEnumerable;
    private readonly INamedTypeSymbol? _cancellationToken;
    private readonly INamedTypeSymbol? _readOnlySpan;
    private readonly INamedTypeSymbol? _expression;
    private readonly INamedTypeSymbol?[] _memories;
    private readonly INamedTypeSymbol? _tensor;
    private readonly IAssemblySymbol _assembly;
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol? _format;
    private readonly INamedTypeSymbol? _typedFormat;
    private readonly INamedTypeSymbol? _jsonContext;
    private readonly INamedTypeSymbol? _jsonSerializable;
    private readonly INamedTypeSymbol? _jsonDerivedType;
    private readonly INamedTypeSymbol? _jsonTypeInfo;

    private KnownSymbols(Compilation compilation)
    {
        INamedTypeSymbol? Type(string name) => compilation.GetTypeByMetadataName(name) ?? compilation.GetTypesByMetadataName(name).FirstOrDefault();

        foreach (var attribute in s_attributes)
        {
            if (Type(RootNamespace + "." + attribute) is { } type)
            {
                _attributes.Add(attribute, type);
            }
        }

        _futures = [Type(RootNamespace + ".ComputeFuture"), Type(RootNamespace + ".ComputeFuture`1")];
        _tasks = [Type("System.Threading.Tasks.Task"), Type("System.Threading.Tasks.Task`1")];
        _map = Type(RootNamespace + ".ComputeMap`1");
        _mapItem = Type(RootNamespace + ".ComputeMapItem`1");
        _mapOptions = Type(RootNamespace + ".ComputeMapOptions");
        _shellResult = Type(RootNamespace + ".ShellResult");
        _asyncEnumerable = Type("System.Collections.Generic.IAsyncEnumerable`1");
        _cancellationToken = Type("System.Threading.CancellationToken");
        _readOnlySpan = Type("System.ReadOnlySpan`1");
        _expression = Type("System.Linq.Expressions.Expression`1");
        _memories = [Type("System.Memory`1"), Type("System.ReadOnlyMemory`1")];
        _tensor = Type("System.Numerics.Tensors.Tensor`1");
        _assembly = compilation.Assembly;
        _compilation = compilation;
        _format = Type(RootNamespace + ".Serialization.ComputeFormat");
        _typedFormat = Type(RootNamespace + ".Serialization.ComputeFormat`1");
        PandasFormat = Type("GlobusCompute.Remote.DataFrames.PandasFormat");
        _jsonContext = Type(Json + ".JsonSerializerContext");
        _jsonSerializable = Type(Json + ".JsonSerializableAttribute");
        _jsonDerivedType = Type(Json + ".JsonDerivedTypeAttribute");
        _jsonTypeInfo = Type(Json + ".Metadata.JsonTypeInfo`1");
    }

    /// <summary>The attributes that make a method a remote function.</summary>
    public static IReadOnlyList<string> FunctionMetadataNames { get; } = [.. s_functionAttributes.Select(attribute => RootNamespace + "." + attribute)];

    /// <summary>Whether the compilation has the library.</summary>
    public bool HasLibrary => _attributes.ContainsKey(ComputeFunctionAttribute);

    /// <summary>The library's assembly, or null where it is not referenced.</summary>
    public IAssemblySymbol? Library => _attributes.TryGetValue(ComputeFunctionAttribute, out var type) ? type.ContainingAssembly : null;

    /// <summary>The format of pandas data frames, or null where its package is not referenced.</summary>
    public INamedTypeSymbol? PandasFormat { get; }

    public static KnownSymbols Of(Compilation compilation) => s_ofCompilations.GetValue(compilation, static made => new(made));

    /// <summary>What makes a method a remote function: its attributes of that kind, in a fixed order.</summary>
    public IEnumerable<AttributeData> FindFunctions(ISymbol symbol) => s_functionAttributes.Select(name => Find(symbol, name)).OfType<AttributeData>();

    /// <summary>The first of these, which is the one that counts.</summary>
    public AttributeData? FindFunction(ISymbol symbol) =>
        symbol.GetAttributes().IsEmpty
            ? null
            : Find(symbol, ComputeFunctionAttribute) ?? Find(symbol, ComputeShellFunctionAttribute) ?? Find(symbol, ComputeMpiFunctionAttribute);

    /// <summary>Whether the method runs a command rather than Python.</summary>
    public bool IsShell(ISymbol method) => FindFunction(method) is { AttributeClass.Name: not ComputeFunctionAttribute };

    /// <summary>The first of a symbol's attributes of a kind, or null.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="attribute">The name of one of the library's attributes.</param>
    public AttributeData? Find(ISymbol symbol, string attribute)
    {
        if (_attributes.TryGetValue(attribute, out var type))
        {
            foreach (var data in symbol.GetAttributes())
            {
                if (Is(data.AttributeClass, type))
                {
                    return data;
                }
            }
        }

        return null;
    }

    /// <summary>The first attribute of a kind that a class or one of its bases has, or null.</summary>
    public AttributeData? FindInherited(INamedTypeSymbol type, string attribute)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Find(current, attribute) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether it is <c>[ComputePayload]</c>.</summary>
    public bool IsPayload(AttributeData attribute) =>
        _attributes.TryGetValue(ComputePayloadAttribute, out var payload) && Is(attribute.AttributeClass, payload);

    /// <summary>Whether a class is a format.</summary>
    public bool IsFormat(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Is(current, _format))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is <c>ComputeFormat&lt;T&gt;</c>.</summary>
    public bool IsTypedFormat(INamedTypeSymbol type) => Is(type, _typedFormat);

    /// <summary>Whether generated code may name a type.</summary>
    public bool IsAccessible(INamedTypeSymbol type) => _compilation.IsSymbolAccessibleWithin(type, _assembly);

    /// <summary>The files that an interface is written from.</summary>
    public IEnumerable<AttributeData> FindModules(INamedTypeSymbol type) =>
        _attributes.TryGetValue(ComputeModuleAttribute, out var module) ? type.GetAttributes().Where(data => Is(data.AttributeClass, module)) : [];

    /// <summary>Whether this generator has written it.</summary>
    public static bool IsGenerated(ISymbol symbol) => symbol.GetAttributes().Any(data =>
        data.AttributeClass is { Name: "GeneratedCodeAttribute" } && data.ConstructorArguments is [{ Value: RuntimeNames.Generator }, ..]);

    public bool IsRemote(ISymbol member) => member is IMethodSymbol && FindFunction(member) is not null;

    /// <summary>Whether a proxy is due: the interface or one of its bases has a remote function, or is written from a file.</summary>
    public bool IsProxyInterface(INamedTypeSymbol type) => IsRemoteInterface(type) || type.AllInterfaces.Any(IsRemoteInterface);

    private bool IsRemoteInterface(INamedTypeSymbol type) => HasRemoteMember(type) || FindModules(type).Any();

    public bool HasRemoteMember(INamedTypeSymbol type) => type.GetMembers().Any(IsRemote);

    /// <summary>Whether it is <c>ComputeFuture</c> or <c>ComputeFuture&lt;T&gt;</c>.</summary>
    public bool IsFuture(ITypeSymbol? type) => Is(type, _futures[0]) || Is(type, _futures[1]);

    public bool IsTask(ITypeSymbol? type) => Is(type, _tasks[0]) || Is(type, _tasks[1]);

    public bool IsMap(ITypeSymbol type) => Is(type, _map);

    public bool IsMapItem(ITypeSymbol type) => Is(type, _mapItem);

    public bool IsMapOptions(ITypeSymbol type) => Is(type, _mapOptions);

    public bool IsAsyncEnumerable(ITypeSymbol type) => Is(type, _asyncEnumerable);

    public bool IsShellResult(ITypeSymbol type) => Is(type, _shellResult);

    public bool IsCancellationToken(ITypeSymbol type) => Is(type, _cancellationToken);

    public bool IsSpan(ITypeSymbol type) => Is(type, _readOnlySpan);

    public bool IsMemory(ITypeSymbol type) => Is(type, _memories[0]) || Is(type, _memories[1]);

    public bool IsTensor(ITypeSymbol type) => Is(type, _tensor);

    /// <summary>Whether it is the type of an expression tree.</summary>
    public bool IsExpression(ITypeSymbol? type) => Is(type, _expression);

    /// <summary>Whether it derives from <c>JsonSerializerContext</c>.</summary>
    public bool IsJsonContext(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (IsJsonContextBase(current))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is <c>JsonSerializerContext</c> itself.</summary>
    public bool IsJsonContextBase(ITypeSymbol type) => Is(type, _jsonContext);

    public bool IsJsonSerializable(AttributeData attribute) => Is(attribute.AttributeClass, _jsonSerializable);

    public bool IsJsonDerivedType(AttributeData attribute) => Is(attribute.AttributeClass, _jsonDerivedType);

    public bool IsJsonTypeInfo(ITypeSymbol type) => Is(type, _jsonTypeInfo);

    /// <summary>Whether a type is declared in a namespace, for types that any assembly may declare.</summary>
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

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, known);
}
