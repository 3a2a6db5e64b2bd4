using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: what a proxy calls through. Immutable and safe for use by many threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProxyContext
{
    private readonly ComputeNaming _clientNaming;

    internal ProxyContext(ExecutorRuntime executor, PayloadRules rules, ComputeNaming clientNaming, Type? interfaceType = null)
    {
        Executor = executor;
        Rules = rules.With(executor.Options.Payloads);
        _clientNaming = clientNaming;
        InterfaceType = interfaceType;
    }

    internal ExecutorRuntime Executor { get; }

    internal PayloadRules Rules { get; }

    /// <summary>The rules for the result of a method.</summary>
    internal PayloadRules RulesOf(ProxyMethod method) => method.ResultFormat is { } format ? Rules.WithResultFormat(format) : Rules;

    /// <summary>The room that is left for an argument in a format.</summary>
    internal FormatRoom Room(FunctionDefinition function, int taken) => Rules.Room(Executor.Settings.MaxTaskBytes - function.CodeBytes, taken);

    /// <summary>The proxy's interface.</summary>
    internal Type? InterfaceType { get; }

    /// <summary>Returns this context with only the library's own shapes, under a naming of the interface's own.</summary>
    /// <param name="naming">How properties are named.</param>
    public ProxyContext UseNaming(ComputeNaming naming) => new(Executor, PayloadRules.ForBuiltInShapes(naming), naming, InterfaceType);

    /// <summary>Returns this context with type metadata from a source-generated resolver beside the library's own shapes.</summary>
    /// <param name="resolver">The resolver, usually the <c>Default</c> of a <c>JsonSerializerContext</c>.</param>
    /// <param name="naming">How properties are named; null for the client's setting.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resolver"/> is null.</exception>
    public ProxyContext UseJson(IJsonTypeInfoResolver resolver, ComputeNaming? naming = null)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        return new(Executor, PayloadRules.ForResolver(resolver, naming ?? _clientNaming), naming ?? _clientNaming, InterfaceType);
    }

    /// <summary>Returns this context with type metadata found by reflection beside the library's own shapes.</summary>
    /// <param name="naming">How properties are named; null for the client's setting.</param>
    [RequiresUnreferencedCode("Reflection finds the members of argument and result types. Put [ComputeJson(typeof(MyContext))] on the interface.")]
    [RequiresDynamicCode("Reflection builds converters for argument and result types. Put [ComputeJson(typeof(MyContext))] on the interface.")]
    public ProxyContext UseReflectionJson(ComputeNaming? naming = null) =>
        new(Executor, PayloadRules.ForReflection(naming ?? _clientNaming), naming ?? _clientNaming, InterfaceType);

    /// <summary>Returns this context with metadata of types generated with the proxy, before all other metadata but the library's own shapes.</summary>
    /// <param name="types">The metadata; one resolver for all proxies of an interface.</param>
    /// <exception cref="ArgumentNullException"><paramref name="types"/> is null.</exception>
    public ProxyContext UseTypes(IJsonTypeInfoResolver types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return new(Executor, Rules.WithTypes(types), _clientNaming, InterfaceType);
    }

    /// <summary>Starts a call. Arguments are added in the order of the method's parameters.</summary>
    /// <param name="method">The method's definition.</param>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> is null.</exception>
    public ProxyCall Begin(ProxyMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new ProxyCall(this, method);
    }

    /// <summary>Starts a call of a Map. Arguments are added in the order of the method's parameters.</summary>
    /// <param name="method">The method's definition.</param>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> is null.</exception>
    public ProxyMapCall BeginMap(ProxyMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new ProxyMapCall(this, method);
    }
}
