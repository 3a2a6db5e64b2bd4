using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Rules of what surrounds an interface: its JSON context, the code that makes its proxy, the code that calls it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TypeNotInJsonContext = Error(
        "GCR080",
        "A type that is missing in the JsonSerializerContext",
        "{0}: {1} has no metadata, because {2} does not list it; add [JsonSerializable(typeof({1}))] to {2}");

    public static readonly DiagnosticDescriptor ProxyNeverCreated = new(
        "GCR081",
        "An interface whose proxy is never created",
        "Nothing in this program creates a proxy of {0}; pass it to CreateProxy<{0}>() or register it, or remove it",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "gcr081",
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor DroppedFuture = Warning(
        "GCR082",
        "A future that nobody observes",
        "Nobody observes the future of {0}, so its failure goes unnoticed; await it, keep it, or discard it with '_ ='");

    private static IEnumerable<DiagnosticDescriptor> Usage => [TypeNotInJsonContext, ProxyNeverCreated, DroppedFuture];
}
