using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads the formats in which a method's arguments and result travel, and says what is wrong with them.</summary>
internal sealed class FormatParser(IMethodSymbol method, FunctionModel? function, string displayName, KnownSymbols known, ICollection<Problem> problems)
{
    /// <summary>The parameters with their formats.</summary>
    public EquatableArray<ParameterModel> WithFormats(EquatableArray<ParameterModel> parameters) => parameters
        .Select((parameter, i) => parameter.Travels
            ? parameter with { Format = Of(method.Parameters[i], PayloadParser.Sent(method.Parameters[i], parameter.Role, known), parameter.Name, i) }
            : parameter)
        .ToEquatableArray();

    /// <summary>The format of the result, or null.</summary>
    public FormatModel? OfResult(ITypeSymbol? result) => result is not null && FormatFinder.Find(method, result, known) is { } format
        ? Read(format, result, "the result", ProblemLocation.ReturnType)
        : null;

    private FormatModel? Of(IParameterSymbol parameter, ITypeSymbol sent, string name, int index) => FormatFinder.Find(parameter, sent, known) is { } format
        ? Read(format, sent, $"the parameter '{name}'", ProblemLocation.ParameterName(index))
        : null;

    private FormatModel? Read(INamedTypeSymbol format, ITypeSymbol type, string what, ProblemLocation location)
    {
        var name = format.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (Refuse(format, type) is { } reason)
        {
            Report(Descriptors.UnusableFormat, location, what, name, reason);
            return null;
        }

        var model = Model(format, known);
        if (function?.Id is not null && model.Adapter is { } adapter)
        {
            Report(Descriptors.PinnedFormat, location, what, adapter.Name);
        }

        return model with { Shape = FormatFinder.ShapeOf(format, type, known), HoldsMany = FormatFinder.IsOfMany(format, type, known) };
    }

    /// <summary>The format as such: which type it is used for decides the rest.</summary>
    public static FormatModel Model(INamedTypeSymbol format, KnownSymbols known)
    {
        var attribute = known.FindInherited(format, KnownSymbols.PythonAdapterAttribute);
        var isTyped = FormatFinder.ValueOf(format, known) is not null;
        var model = new FormatModel(CSharpName.OfType(format), format.Name, null, default)
        {
            IsPlainData = !isTyped && FormatFinder.Marks(format, known).Types.Count == 0,
        };
        if (attribute?.ConstructorArguments is not [{ Value: string own }, { Value: string source }])
        {
            return model;
        }

        var annotations = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Annotations").Value;
        return model with
        {
            Name = own,
            Adapter = new PythonAdapter(own, source, isTyped),
            Annotations = annotations.Kind == TypedConstantKind.Array && !annotations.IsNull
                ? annotations.Values.Select(value => value.Value as string ?? "").ToEquatableArray()
                : default,
        };
    }

    /// <summary>Why a format cannot be used for any type, or null.</summary>
    public static string? Refuse(INamedTypeSymbol format, KnownSymbols known) => format switch
    {
        _ when !known.IsFormat(format) => "is not derived from GlobusCompute.Remote.Serialization.ComputeFormat",
        { IsAbstract: true } => "is abstract",
        { IsUnboundGenericType: true } => "is generic",
        _ when !format.InstanceConstructors.Any(made => made is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public }) =>
            "has no public constructor without parameters; settings come from ComputePayloadOptions.Formats",
        _ when !known.IsAccessible(format) => "cannot be reached from generated code",
        _ => null,
    };

    private string? Refuse(INamedTypeSymbol format, ITypeSymbol type) => Refuse(format, known)
        ?? (FormatFinder.Takes(format, type, known)
            ? null
            : $"does not take {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}: it is for "
            + $"{FormatFinder.ValueOf(format, known)!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, "
            + "sequences of it, and dictionaries of it with text for keys");

    private void Report(DiagnosticDescriptor descriptor, ProblemLocation location, params string[] arguments) =>
        problems.Add(Problem.Of(descriptor, location, new[] { displayName }.Concat(arguments).ToArray()));
}
