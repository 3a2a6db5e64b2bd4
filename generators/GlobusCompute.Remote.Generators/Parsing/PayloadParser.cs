using System.Globalization;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Decides in which formats a method's arguments and result travel: by <c>[ComputePayload]</c>, else by their types.</summary>
internal sealed class PayloadParser
{
    private const string Auto = PayloadChooser.Auto;
    private const string Json = PayloadChooser.Json;
    private const string Pickle = PayloadChooser.Pickle;

    private readonly KnownSymbols _known;
    private readonly string _displayName;
    private readonly ICollection<Problem> _problems;
    private readonly string _arguments;
    private readonly string _arrays;
    private readonly string _results;
    private readonly bool _isMap;

    private PayloadParser(IMethodSymbol method, string displayName, KnownSymbols known, ICollection<Problem> problems)
    {
        _known = known;
        _displayName = displayName;
        _problems = problems;
        _isMap = MapParser.ResultOf(method.ReturnType, known) is not null;
        var own = known.Find(method, KnownSymbols.ComputePayloadAttribute);
        var shared = known.Find(method.ContainingType, KnownSymbols.ComputePayloadAttribute);
        _arguments = Read("Arguments", own, shared) ?? Auto;
        _arrays = Read("Arrays", own, shared) ?? "List";
        _results = Read("Results", own, shared) ?? Auto;
        if (_isMap && (_arguments == Pickle || _arrays == "NumPy" || _results != Auto))
        {
            Refuse("a Map sends its arguments and receives its results as JSON; only Arguments = PayloadFormat.Json goes with it");
        }

        if (_arguments == Json && _arrays == "NumPy")
        {
            Refuse("Arrays is NumPy and Arguments is Json, which cannot represent numpy arrays; remove one of them");
        }
    }

    /// <summary>The formats of a method whose parameters were read before.</summary>
    public static PayloadModel Parse(
        IMethodSymbol method,
        EquatableArray<ParameterModel> parameters,
        ITypeSymbol? result,
        string displayName,
        KnownSymbols known,
        ICollection<Problem> problems)
    {
        var parser = new PayloadParser(method, displayName, known, problems);
        var chooser = new PayloadChooser(new(parser._arguments, parser._arrays, parser._results), parser._isMap);
        parser.AddArguments(chooser, method, parameters);
        return chooser.Choose(result is not null, result is not null && parser.IsNumericArray(result));
    }

    /// <summary>What an interface says of all its methods.</summary>
    public static PayloadChoice OfInterface(INamedTypeSymbol type, KnownSymbols known)
    {
        var attribute = known.Find(type, KnownSymbols.ComputePayloadAttribute);
        string Read(string name, string otherwise) =>
            attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == name) is { Key: not null, Value: var value }
                ? Name(value) ?? otherwise
                : otherwise;

        var none = PayloadChoice.Default;
        return new(Read("Arguments", none.Arguments), Read("Arrays", none.Arrays), Read("Results", none.Results));
    }

    private void AddArguments(PayloadChooser chooser, IMethodSymbol method, EquatableArray<ParameterModel> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            if (!parameter.Travels)
            {
                continue;
            }

            var type = Sent(method.Parameters[i], parameter.Role, _known);
            var fit = FitOf(parameter.Format) ?? JsonFitter.Of(type, _arrays == "NumPy");
            if (Obstacle(fit) is { } obstacle)
            {
                var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                _problems.Add(Problem.Of(Descriptors.JsonCannotCarry, ProblemLocation.ParameterName(i), _displayName, parameter.Name, name, obstacle));
            }

            chooser.Add(parameter.Name, fit, parameter.IsKeyword, parameter.OmitWhenNull, parameter.Role == ParameterRole.Variadic);
        }
    }

    /// <summary>
    /// What JSON makes of a formatted argument, or null where it is not formatted. An adapter takes text; a function that takes bytes itself does not.
    /// </summary>
    public static JsonFit? FitOf(FormatModel? format) => format is null ? null : format.Adapter is null ? JsonFit.Impossible : JsonFit.Exact;

    /// <summary>What forbids the JSON in which the arguments have to travel, or null.</summary>
    private string? Obstacle(JsonFit fit) => (_isMap, _arguments, fit) switch
    {
        (false, not Json, _) => null,
        (true, _, JsonFit.Impossible) => "has no form in JSON, in which a Map sends its arguments; change the type",
        (_, _, JsonFit.Impossible) => "has no form in JSON, in which [ComputePayload] sends the arguments; remove Arguments, or change the type",
        (true, not Json, JsonFit.Changed) => "becomes another value in JSON, in which a Map sends its arguments; change the type, "
            + "or set Arguments = PayloadFormat.Json in [ComputePayload] to accept this",
        _ => null,
    };

    private bool IsNumericArray(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => false,
        IArrayTypeSymbol array => JsonFitter.IsNumber(array.ElementType) || IsNumericArray(array.ElementType),
        INamedTypeSymbol tensor when _known.IsTensor(tensor) => true,
        INamedTypeSymbol { TypeArguments: [var item] } memory when _known.IsMemory(memory) =>
            item.SpecialType != SpecialType.System_Byte && JsonFitter.IsNumber(item),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsNumericArray(nullable.TypeArguments[0]),
        _ => false,
    };

    /// <summary>The type of one argument of a parameter.</summary>
    public static ITypeSymbol Sent(IParameterSymbol parameter, ParameterRole role, KnownSymbols known) => (parameter.IsParams, parameter.Type) switch
    {
        _ when role == ParameterRole.Each => MapParser.ElementOf(parameter.Type, known) ?? parameter.Type,
        (true, IArrayTypeSymbol array) => array.ElementType,
        (true, INamedTypeSymbol { TypeArguments: [var element] }) => element,
        _ => parameter.Type,
    };

    private string? Read(string name, AttributeData? own, AttributeData? shared)
    {
        foreach (var attribute in new[] { own, shared })
        {
            if (attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == name) is not { Key: not null, Value: var value })
            {
                continue;
            }

            var member = Name(value);
            if (member is null)
            {
                Refuse($"{name} is {Convert.ToString(value.Value, CultureInfo.InvariantCulture)}, which is not a {value.Type?.Name}");
            }

            return member;
        }

        return null;
    }

    private void Refuse(string reason) => _problems.Add(Problem.Of(Descriptors.InvalidPayload, ProblemLocation.PayloadAttribute, _displayName, reason));

    private static string? Name(TypedConstant value) =>
        value.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value.Value))?.Name;
}
