using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>The lock file, the code around an interface, and interfaces that are written from Python files.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnreadableLock = Error(
        "GCR070",
        "The lock file cannot be read",
        "{0} {1}");

    public static readonly DiagnosticDescriptor Drift = Warning(
        "GCR071",
        "A function that has changed since it was pinned",
        "{0}: the source of {1}, or what is registered with it, has changed since it was pinned for {2}; run 'gcompute function pin' to register it anew");

    public static readonly DiagnosticDescriptor NotPinned = Info(
        "GCR072",
        "A function that is not pinned where others are",
        "{0}: {1} is not pinned for {2}, but others are; run 'gcompute function pin'");

    public static readonly DiagnosticDescriptor UnknownPin = Warning(
        "GCR073",
        "A pin of a function that the project does not have",
        "{0} is pinned for {1}, but no method of this name has a Python source in this project{2}; remove the entry");

    public static readonly DiagnosticDescriptor PinnedTwice = Warning(
        "GCR074",
        "A function that is pinned twice",
        "{0} is pinned for {1} by an earlier entry already, which is the one that is used; remove one of them");

    public static readonly DiagnosticDescriptor TypeNotInJsonContext = Error(
        "GCR080",
        "A type that is missing in the JsonSerializerContext",
        "{0}: {1} has no metadata, because {2} does not list it; add [JsonSerializable(typeof({1}))] to {2}");

    public static readonly DiagnosticDescriptor ProxyNeverCreated = new(
        "GCR081",
        "An interface whose proxy is never created",
        "Nothing in this program creates a proxy of {0}; pass it to CreateProxy<{0}>() or register it, or remove the interface",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.LinkOf("GCR081"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor DroppedFuture = Warning(
        "GCR082",
        "A future that is not observed",
        "The future of {0} is not observed, so a failure goes unnoticed; await it, store it, or discard it with '_ ='");

    public static readonly DiagnosticDescriptor WebFuture = Warning(
        "GCR083",
        "A future that ASP.NET Core cannot send",
        "{0}");

    public static readonly DiagnosticDescriptor ModuleNotPartial = Error(
        "GCR090",
        "An interface that cannot be generated from Python",
        "{0} gets no methods from '{1}': it is {2}");

    public static readonly DiagnosticDescriptor ModuleFunctionLeftOut = Create(
        "GCR091",
        "A Python function without a method",
        "{0} gets no method for {1} in '{2}' (line {3}): {4}; declare the method yourself, or exclude the function with Functions",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor UnknownModuleFunction = Warning(
        "GCR092",
        "[ComputeModule] names a function that does not exist",
        "{0}: '{1}' has no top-level def '{2}'{3}");

    public static readonly DiagnosticDescriptor EmptyModule = Warning(
        "GCR093",
        "A Python file without functions to call",
        "{0} gets no methods from '{1}': {2}");

    public static readonly DiagnosticDescriptor PinnedNeedsAdapter = Warning(
        "GCR094",
        "A pinned function that requires an object of its own class",
        "{0}: the parameter '{2}' is sent to {1} as plain data, but the annotation is {3}; nothing can be appended to a registered function, so "
        + "use the file without the id, or create the object in the function");

    public static readonly DiagnosticDescriptor ModuleAnnotationUnsent = Warning(
        "GCR095",
        "A Python annotation whose values cannot be sent",
        "{0}: {1} of {2} in '{3}' (line {4}) has the annotation {5}, whose values a generated method does not carry: {6}");
}
