using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Rules of <c>[ComputeModule]</c>.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ModuleNotPartial = Error(
        "GCR090",
        "An interface that cannot be written from Python",
        "{0} gets no methods from '{1}': it is {2}");

    public static readonly DiagnosticDescriptor ModuleFunctionLeftOut = Create(
        "GCR091",
        "A Python function without a method",
        "{0} gets no method for {1} in '{2}' (line {3}): {4}; declare the method by hand, or leave the function out with Functions",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor UnknownModuleFunction = Warning(
        "GCR092",
        "[ComputeModule] names a function that is not there",
        "{0}: '{1}' has no top-level def '{2}'{3}");

    public static readonly DiagnosticDescriptor EmptyModule = Warning(
        "GCR093",
        "A Python file without functions to call",
        "{0} gets no methods from '{1}': {2}");

    public static readonly DiagnosticDescriptor PinnedNeedsAdapter = Warning(
        "GCR094",
        "A pinned function that wants an object of its own class",
        "{0}: the parameter '{2}' reaches {1} as plain data, and it wants {3}; a function that is registered already gets no adapter, so name the file without the id, or let the function make the object itself");

    private static IEnumerable<DiagnosticDescriptor> Modules => [ModuleNotPartial, ModuleFunctionLeftOut, UnknownModuleFunction, EmptyModule, PinnedNeedsAdapter];
}
