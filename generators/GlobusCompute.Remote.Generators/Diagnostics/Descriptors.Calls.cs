using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>Commands, Maps, tags and the formats in which arguments travel.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MalformedCommand = Error(
        "GCR026",
        "The command of a shell function is not well formed",
        "{0}: the command {1}");

    public static readonly DiagnosticDescriptor UnknownField = Error(
        "GCR027",
        "A field of the command has no parameter",
        "{0}: the field '{{{1}}}' has no parameter{2}");

    public static readonly DiagnosticDescriptor UnusedParameter = Error(
        "GCR028",
        "A parameter without a field in the command",
        "{0}: the parameter '{1}' fills no field; write {{{1}}} where its value belongs in the command, or remove the parameter");

    public static readonly DiagnosticDescriptor UnsuitableParameter = Error(
        "GCR029",
        "A parameter that cannot fill a field of the command",
        "{0}: the parameter '{1}' {2}");

    public static readonly DiagnosticDescriptor MapWithoutEach = Error(
        "GCR030",
        "A Map without a sequence",
        "{0} is a Map without a sequence; put [ComputeEach] on the parameter whose elements are the items");

    public static readonly DiagnosticDescriptor EachWithoutMap = Error(
        "GCR031",
        "[ComputeEach] on a method that is not a Map",
        "{0} has [ComputeEach] on '{2}' and returns {1}; return ComputeMap<T>, where T is the result for one item");

    public static readonly DiagnosticDescriptor EachOfNoSequence = Error(
        "GCR032",
        "[ComputeEach] on a parameter that is not a sequence",
        "{0}: the parameter '{1}' is of type {2}, which is not a sequence of one type of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>");

    public static readonly DiagnosticDescriptor ConflictingEach = Error(
        "GCR033",
        "[ComputeEach] with an attribute that it excludes",
        "{0}: the parameter '{1}' has [ComputeEach] and {2}; an item has exactly one value there, so remove one of them");

    public static readonly DiagnosticDescriptor MisplacedMapOptions = Error(
        "GCR034",
        "Misplaced ComputeMapOptions",
        "{0}: the ComputeMapOptions '{1}' {2}");

    public static readonly DiagnosticDescriptor InvalidTag = Error(
        "GCR035",
        "Invalid [ComputeTag] parameter",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor SeveralTags = Error(
        "GCR036",
        "Several [ComputeTag] parameters",
        "{0}: the parameters '{1}' and '{2}' both have [ComputeTag]; a call has one tag");

    public static readonly DiagnosticDescriptor UnprotectedField = Error(
        "GCR038",
        "A field where quotes do not protect its value",
        "{0}: a value cannot be kept literal in the field '{{{1}}}': {2}");

    public static readonly DiagnosticDescriptor UnusableShellFunction = Error(
        "GCR039",
        "Invalid shell function",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor JsonCannotCarry = Error(
        "GCR040",
        "A parameter that JSON cannot carry",
        "{0}: the parameter '{1}' of type {2} {3}");

    public static readonly DiagnosticDescriptor InvalidPayload = Error(
        "GCR041",
        "Invalid [ComputePayload]",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor UnusableFormat = Error(
        "GCR042",
        "A format that cannot be used",
        "{0}: the format {2} for {1} {3}");

    public static readonly DiagnosticDescriptor PinnedFormat = Error(
        "GCR043",
        "A format whose adapter cannot be added to a pinned function",
        "{0}: {1} travels in the format {2}, whose adapter cannot be added to a pinned function; give the function's Source or File, or remove the format");

    public static readonly DiagnosticDescriptor UnreadableResult = new(
        "GCR044",
        "A result whose type cannot be read",
        "{0}: the result {1}, which cannot be read; declare {2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.LinkOf("GCR044"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);
}
