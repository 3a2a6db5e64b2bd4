using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Types of parameters whose values cannot be copied to a worker, whatever serializes them, and what to pass instead.</summary>
internal static class UnsendableTypes
{
    private const string Data = "an array or another type that holds the data";
    private const string Value = "the value, which the caller awaits first";

    private static readonly (string Namespace, string Name, string What, string Instead)[] s_types =
    [
        ("System.Collections.Generic", "IAsyncEnumerable", "an asynchronous sequence",
            "its elements as an array, or put [ComputeEach] on it and return ComputeMap<T>"),
        ("System.Threading.Tasks", "Task", "a task", Value),
        ("System.Threading.Tasks", "ValueTask", "a task", Value),
        ("System.Threading", "CancellationTokenSource", "a source of cancellation", "its Token: a CancellationToken as the last parameter cancels the call"),
        ("System.IO", "Stream", "a stream", "its content as byte[], or a path or URL that the worker can open"),
        ("System.IO.Pipelines", "PipeReader", "a stream", "its content as byte[], or a path or URL that the worker can open"),
        ("System.IO", "TextReader", "a reader of text", "the text as a string"),
        ("System.IO", "TextWriter", "a writer of text", "nothing, and return the text as a string"),
        ("System.Net.Http", "HttpClient", "a connection of this process", "the URL that the worker asks, or the data"),
        ("System.Net.Http", "HttpMessageInvoker", "a connection of this process", "the URL that the worker asks, or the data"),
        ("System.Net.Sockets", "Socket", "a connection of this process", "the address that the worker connects to, or the data"),
        ("System.Data", "IDbConnection", "a connection of this process", "the connection string that the worker uses, or the rows"),
        ("System.Data", "IDbCommand", "a connection of this process", "the text of the query, or the rows"),
        ("System.Data", "IDataReader", "a connection of this process", "the rows as an array of records"),
        ("System", "IServiceProvider", "a container of services", "the values that the function needs"),
        ("System.Threading", "Thread", "a thread", Data),
        ("System.Threading", "WaitHandle", "a lock of this process", Data),
        ("System.Threading", "SemaphoreSlim", "a lock of this process", Data),
        ("System.Reflection", "MemberInfo", "a part of this program", "its name as a string"),
    ];

    /// <summary>What the type itself is, and what to pass instead; null for a type that may be sent.</summary>
    public static (string What, string Instead)? Refuse(ITypeSymbol type, KnownSymbols known) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => ("a pointer", Data),
        { IsRefLikeType: true } => ("a ref struct", Data),
        { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => ("a delegate", Data),
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => ("an address of this process", "a long if it is a number"),
        INamedTypeSymbol named when known.IsFuture(named) => ("a future", Value),
        INamedTypeSymbol named when known.IsCancellationToken(named) => ("a CancellationToken", "nothing: a CancellationToken is a parameter of its own"),
        INamedTypeSymbol named => Named(named),
        _ => null,
    };

    private static (string What, string Instead)? Named(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (Find(current) is { } found)
            {
                return found;
            }
        }

        return type.AllInterfaces.Select(Find).FirstOrDefault(found => found is not null);
    }

    private static (string What, string Instead)? Find(INamedTypeSymbol type)
    {
        foreach (var (space, name, what, instead) in s_types)
        {
            if (type.Name == name && KnownSymbols.IsIn(type, space))
            {
                return (what, instead);
            }
        }

        return null;
    }
}
