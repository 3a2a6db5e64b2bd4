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
        "A parameter fills no field of the command",
        "{0}: the parameter '{1}' fills no field; write {{{1}}} where its value belongs in the command, or remove the parameter");

    public static readonly DiagnosticDescriptor UnsuitableParameter = Error(
        "GCR029",
        "A parameter that cannot fill a field of the command",
        "{0}: the parameter '{1}' {2}");

    public static readonly DiagnosticDescriptor MapWithoutEach = Error(
        "GCR030",
        "A Map that goes through nothing",
        "{0} is a Map, and no parameter says what it goes through; put [ComputeEach] on the sequence whose elements are the items");

    public static readonly DiagnosticDescriptor EachWithoutMap = Error(
        "GCR031",
        "[ComputeEach] on a method that is not a Map",
        "{0} goes through '{2}' and returns {1}; a method with [ComputeEach] returns ComputeMap<T>, T being the result for one item");

    public static readonly DiagnosticDescriptor EachOfNoSequence = Error(
        "GCR032",
        "[ComputeEach] on a parameter that is not a sequence",
        "{0}: the parameter '{1}' is of type {2}, which is not one sequence of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>");

    public static readonly DiagnosticDescriptor ConflictingEach = Error(
        "GCR033",
        "[ComputeEach] beside what it excludes",
        "{0}: the parameter '{1}' has [ComputeEach] and {2}; an item has exactly one value there, so remove one of them");

    public static readonly DiagnosticDescriptor MisplacedMapOptions = Error(
        "GCR034",
        "ComputeMapOptions out of place",
        "{0}: the ComputeMapOptions '{1}' {2}");

    public static readonly DiagnosticDescriptor InvalidTag = Error(
        "GCR035",
        "A [ComputeTag] parameter that cannot be a tag",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor SeveralTags = Error(
        "GCR036",
        "A call has one tag",
        "{0}: the parameters '{1}' and '{2}' both have [ComputeTag]; a call has one tag");

    public static readonly DiagnosticDescriptor UnprotectedField = Error(
        "GCR038",
        "A field stands where quotes do not protect its value",
        "{0}: a value cannot be kept literal in the field '{{{1}}}': {2}");

    public static readonly DiagnosticDescriptor UnusableShellFunction = Error(
        "GCR039",
        "A shell function that cannot work",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor JsonCannotCarry = Error(
        "GCR040",
        "A parameter that JSON cannot carry",
        "{0}: the parameter '{1}' of type {2} {3}");

    public static readonly DiagnosticDescriptor InvalidPayload = Error(
        "GCR041",
        "[ComputePayload] that cannot be used",
        "{0}: {1}");
}
