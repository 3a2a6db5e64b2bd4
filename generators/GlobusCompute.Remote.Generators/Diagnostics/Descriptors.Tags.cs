using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Rules of <c>[ComputeTag]</c>.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor InvalidTag = Error(
        "GCR035",
        "A [ComputeTag] parameter that cannot be a tag",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor SeveralTags = Error(
        "GCR036",
        "A call has one tag",
        "{0}: the parameters '{1}' and '{2}' both have [ComputeTag]; a call has one tag");

    private static IEnumerable<DiagnosticDescriptor> Tags =>
    [
        InvalidTag,
        SeveralTags,
    ];
}
