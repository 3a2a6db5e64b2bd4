using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>All rules, by their ids: GCR001 to 025 declarations, 026 to 044 kinds of calls, 050 to 067 contract, 070 to 095 project.</summary>
/// <remarks>
/// An id is never used again for another rule. Errors are for code that cannot work; warnings for code that works except where it is used in the way
/// described.
/// </remarks>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor InternalError = Error(
        "GCR999",
        "The proxy generator failed",
        "The generator failed on {0}, which gets no proxy; please report this with the interface: {1}");

    private const string Category = "GlobusCompute";

    public static ImmutableArray<DiagnosticDescriptor> All => Lists.All;

    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById => Lists.ById;

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpPages.LinkOf(id));

    // A class of its own: the fields of all parts are there before it is made.
    private static class Lists
    {
        public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.CreateRange(new[]
        {
            InaccessibleInterface, GenericInterface, ForbiddenMember, UnsupportedReturnType, ReferenceParameter, GenericMethod, NotAMethod,
            MissingAttribute, NoFunction, SeveralFunctions, InvalidFunctionId, UnknownFile, UnknownFunction, UnusableSource, InvalidPythonName,
            PythonKeyword, DuplicatePythonName, OmitNeedsNullable, InvalidVariadic, UnsupportedParameterType, MisplacedToken, InvalidJsonContext,
            NotOnInterface, ConflictingPythonNames, InvalidOption,

            MalformedCommand, UnknownField, UnusedParameter, UnsuitableParameter, MapWithoutEach, EachWithoutMap, EachOfNoSequence, ConflictingEach,
            MisplacedMapOptions, InvalidTag, SeveralTags, UnprotectedField, UnusableShellFunction, JsonCannotCarry, InvalidPayload,
            UnusableFormat, PinnedFormat, UnreadableResult,

            TooManyArguments, MissingArgument, UnknownKeyword, WrongOrder, KeywordOnly, PositionalOnly, OtherName, OtherDefault, ArgumentType,
            ResultType, ResultMayBeNone, ArgumentMayBeNone, OmitsRequired, ArgumentTwice, AsyncFunction, GeneratorFunction, LocalImport, Unchecked,
            PythonSyntax,

            UnreadableLock, Drift, NotPinned, UnknownPin, PinnedTwice, TypeNotInJsonContext, ProxyNeverCreated, DroppedFuture, WebFuture, ModuleNotPartial,
            ModuleFunctionLeftOut, UnknownModuleFunction, EmptyModule, PinnedNeedsAdapter, ModuleAnnotationUnsent,
            InternalError
        });

        public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(descriptor => descriptor.Id);
    }
}
