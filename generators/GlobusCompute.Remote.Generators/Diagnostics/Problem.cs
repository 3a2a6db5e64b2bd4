using System.Collections.Immutable;
using System.Globalization;
using GlobusCompute.Remote.Generators.Collections;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>
/// A diagnostic without its location, so that models stay comparable. The analyzer turns <see cref="Location"/> into a place in the source; the generator
/// writes <see cref="Message"/> into the body that throws.
/// </summary>
internal sealed record Problem(string Id, ProblemLocation Location, EquatableArray<string> Arguments)
{
    /// <summary>What code fixes need to know, by the keys of <see cref="ProblemKeys"/>.</summary>
    public EquatableArray<ProblemProperty> Properties { get; init; }

    public DiagnosticDescriptor Descriptor => Descriptors.ById[Id];

    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    public string Message =>
        string.Format(CultureInfo.InvariantCulture, Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), Arguments.ToArray<object>());

    public static Problem Of(DiagnosticDescriptor descriptor, ProblemLocation location, params string[] arguments) =>
        new(descriptor.Id, location, new EquatableArray<string>(arguments));

    public Diagnostic At(Location location, params Location[] others) =>
        Diagnostic.Create(
            Descriptor,
            location,
            others,
            Properties.ToImmutableDictionary(property => property.Key, property => (string?)property.Value),
            Arguments.ToArray<object>());

    /// <summary>The same problem with one more property.</summary>
    public Problem With(string key, string value) => this with { Properties = Properties.Append(new(key, value)).ToEquatableArray() };
}

/// <summary>One property of a problem.</summary>
internal readonly record struct ProblemProperty(string Key, string Value);
