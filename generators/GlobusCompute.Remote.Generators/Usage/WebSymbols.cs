using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Usage;

/// <summary>The types of ASP.NET Core that decide how a value is used, looked up once for a compilation.</summary>
internal sealed class WebSymbols
{
    private const string Http = "Microsoft.AspNetCore.Http";
    private const string Mvc = "Microsoft.AspNetCore.Mvc";
    private const string SignalR = "Microsoft.AspNetCore.SignalR";

    private static readonly string[] s_results = ["Results", "TypedResults", "HttpResponseJsonExtensions"];

    private readonly INamedTypeSymbol _routes;
    private readonly INamedTypeSymbol? _delegate;
    private readonly INamedTypeSymbol? _requestDelegate;
    private readonly INamedTypeSymbol? _filter;
    private readonly INamedTypeSymbol? _filterContext;
    private readonly INamedTypeSymbol? _controller;
    private readonly INamedTypeSymbol? _hub;

    private WebSymbols(Compilation compilation, INamedTypeSymbol routes)
    {
        _routes = routes;
        _delegate = compilation.GetTypeByMetadataName("System.Delegate");
        _requestDelegate = compilation.GetTypeByMetadataName(Http + ".RequestDelegate");
        _filter = compilation.GetTypeByMetadataName(Http + ".IEndpointFilter");
        _filterContext = compilation.GetTypeByMetadataName(Http + ".EndpointFilterInvocationContext");
        _controller = compilation.GetTypeByMetadataName(Mvc + ".ControllerBase");
        _hub = compilation.GetTypeByMetadataName(SignalR + ".Hub");
    }

    /// <summary>The types, or null for a project without ASP.NET Core.</summary>
    public static WebSymbols? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder") is { } routes ? new(compilation, routes) : null;

    /// <summary>Whether the method maps endpoints: those of ASP.NET Core, and a project's own that stand in front of them.</summary>
    public bool Maps(IMethodSymbol method) =>
        method.Parameters.Any(parameter => Is(parameter.Type, _routes) || parameter.Type.AllInterfaces.Any(implemented => Is(implemented, _routes)))
        || (IsDerived(method.ContainingType, _routes) && !method.IsStatic);

    /// <summary>Whether it takes a handler of any form, and looks at what that returns.</summary>
    public bool IsHandler(ITypeSymbol type) => Is(type, _delegate);

    /// <summary>Whether it takes a handler that writes its response itself.</summary>
    public bool IsRequestDelegate(ITypeSymbol? type) => Is(type, _requestDelegate);

    /// <summary>Whether it takes an endpoint filter.</summary>
    public bool IsFilter(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [var first, _, _] } && Is(first, _filterContext);

    /// <summary>Whether the method is that of an endpoint filter.</summary>
    public bool IsFilter(ISymbol method) =>
        method is IMethodSymbol { Name: "InvokeAsync", ContainingType.AllInterfaces: var interfaces }
        && interfaces.Any(implemented => Is(implemented, _filter));

    /// <summary>Whether clients call the methods of the type: that of a controller or a hub.</summary>
    public bool IsCalledByClients(INamedTypeSymbol type) => IsDerived(type, _controller) || IsDerived(type, _hub);

    /// <summary>Whether a parameter takes a value to be written to a client.</summary>
    public static bool IsWritten(IParameterSymbol parameter)
    {
        if (parameter.OriginalDefinition.Type is not ({ SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.TypeParameter }))
        {
            return false;
        }

        var type = parameter.ContainingSymbol.ContainingType;
        return KnownSymbols.IsIn(type, Mvc) || KnownSymbols.IsIn(type, SignalR)
            || (s_results.Contains(type.Name) && KnownSymbols.IsIn(type, Http));
    }

    /// <summary>Whether it is a result that looks at its value itself.</summary>
    public static bool IsTypedResult(ITypeSymbol type) => KnownSymbols.IsIn(type, Http + ".HttpResults");

    private static bool IsDerived(INamedTypeSymbol? type, INamedTypeSymbol? known)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
