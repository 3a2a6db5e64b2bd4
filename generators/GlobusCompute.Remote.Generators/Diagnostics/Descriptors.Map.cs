using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>Rules for Maps.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MapWithoutEach = Error(
        "GCR030",
        "A Map that goes through nothing",
        "{0} is a Map, and no parameter says what it goes through; put [Each] on the sequence whose elements are the items");

    public static readonly DiagnosticDescriptor EachWithoutMap = Error(
        "GCR031",
        "[Each] on a method that is no Map",
        "{0} goes through '{2}' and returns {1}; a method with [Each] returns ComputeMap<T>, T being the result for one item");

    public static readonly DiagnosticDescriptor EachOfNoSequence = Error(
        "GCR032",
        "[Each] on a parameter that is no sequence",
        "{0}: the parameter '{1}' is of type {2}, which is not one sequence of elements; make it an IEnumerable<T> or an IAsyncEnumerable<T>");

    public static readonly DiagnosticDescriptor ConflictingEach = Error(
        "GCR033",
        "[Each] beside what it excludes",
        "{0}: the parameter '{1}' has [Each] and {2}; an item has exactly one value there, so remove one of them");

    public static readonly DiagnosticDescriptor MisplacedMapOptions = Error(
        "GCR034",
        "ComputeMapOptions out of place",
        "{0}: the ComputeMapOptions '{1}' {2}");

    private static IEnumerable<DiagnosticDescriptor> Maps => [MapWithoutEach, EachWithoutMap, EachOfNoSequence, ConflictingEach, MisplacedMapOptions];
}
