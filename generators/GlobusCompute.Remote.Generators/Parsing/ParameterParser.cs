using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads the parameters of one remote function, in order.</summary>
internal sealed partial class ParameterParser(string displayName, ICollection<Problem> problems)
{
    private readonly Dictionary<string, string> _pythonNames = new(StringComparer.Ordinal);
    private bool _mayTravelByKeyword;
    private string? _omittedPositional;

    public EquatableArray<ParameterModel> Parse(IReadOnlyList<IParameterSymbol> parameters)
    {
        var models = new List<ParameterModel>();
        for (var i = 0; i < parameters.Count; i++)
        {
            models.Add(Parse(parameters[i], i, parameters));
        }

        return models.ToEquatableArray();
    }

    internal static bool IsToken(ITypeSymbol type) =>
        KnownSymbols.IsCancellationToken(type)
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && KnownSymbols.IsCancellationToken(nullable.TypeArguments[0]));

    internal static bool MayBeNull(ITypeSymbol type) =>
        type.IsReferenceType
            ? type.NullableAnnotation != NullableAnnotation.NotAnnotated
            : type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
                || type is { TypeKind: TypeKind.Error, NullableAnnotation: NullableAnnotation.Annotated };

    private ParameterModel Parse(IParameterSymbol parameter, int index, IReadOnlyList<IParameterSymbol> all)
    {
        if (parameter.RefKind != RefKind.None)
        {
            var modifier = parameter.RefKind switch { RefKind.Ref => "ref", RefKind.Out => "out", RefKind.In => "in", _ => "ref readonly" };
            Report(Descriptors.ReferenceParameter, Spot.ParameterName(index), parameter.Name, modifier);
        }

        if (MapParser.IsEach(parameter))
        {
            return ParseEach(parameter, index);
        }

        if (KnownSymbols.IsMapOptions(parameter.Type))
        {
            return Model(parameter, parameter.Name, ParameterRole.MapOptions);
        }

        if (KnownSymbols.Find(parameter, KnownSymbols.ComputeTagAttribute) is not null)
        {
            return ParseTag(parameter, index);
        }

        if (IsToken(parameter.Type))
        {
            var isLast = index == all.Count - 1 || (index == all.Count - 2 && all[index + 1].IsParams);
            if (!isLast || !KnownSymbols.IsCancellationToken(parameter.Type))
            {
                Report(Descriptors.MisplacedToken, Spot.ParameterName(index), parameter.Name);
            }

            return Model(parameter, parameter.Name, ParameterRole.Token);
        }

        var keyword = KnownSymbols.Find(parameter, KnownSymbols.KeywordAttribute);
        var omit = KnownSymbols.Find(parameter, KnownSymbols.OmitWhenNullAttribute);
        if (parameter.IsParams)
        {
            return ParseVariadic(parameter, index, keyword, omit);
        }

        if (Unsendable(parameter.Type) is { } reason)
        {
            Report(Descriptors.UnsupportedParameterType, Spot.ParameterName(index), parameter.Name, reason);
        }

        if (omit is not null)
        {
            _mayTravelByKeyword = true;
            _omittedPositional ??= keyword is null ? parameter.Name : null;
            if (!MayBeNull(parameter.Type))
            {
                var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                Report(Descriptors.OmitNeedsNullable, Spot.ParameterAttribute(index, KnownSymbols.OmitWhenNullAttribute), parameter.Name, type);
            }
        }

        var pythonName = PythonName(parameter, index, keyword);
        return Model(parameter, pythonName, ParameterRole.Argument, keyword is not null, omit is not null);
    }

    private ParameterModel ParseVariadic(IParameterSymbol parameter, int index, AttributeData? keyword, AttributeData? omit)
    {
        var element = parameter.Type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { TypeArguments: [var argument] } named when KnownSymbols.IsSpan(named) => argument,
            _ => null,
        };
        var reason = (keyword, omit, element) switch
        {
            (not null, _, _) => $"the params parameter '{parameter.Name}' becomes Python's *args, which cannot travel by keyword; remove [Keyword]",
            (_, not null, _) => $"the params parameter '{parameter.Name}' becomes Python's *args, which is empty rather than null; remove [OmitWhenNull]",
            (_, _, null) => $"the params parameter '{parameter.Name}' must be an array or a ReadOnlySpan<T> to become Python's *args",
            _ when _omittedPositional is not null =>
                $"when '{_omittedPositional}' is left out, the params parameter '{parameter.Name}' would take its place in Python; remove [OmitWhenNull] or pass '{_omittedPositional}' by [Keyword]",
            _ => null,
        };
        if (reason is not null)
        {
            Report(Descriptors.InvalidVariadic, Spot.ParameterName(index), reason);
        }

        return Model(parameter, PythonIdentifier.Normalize(SnakeCase.FromName(parameter.Name)), ParameterRole.Variadic) with
        {
            ElementType = element is null ? null : CSharpName.OfType(element),
            IsSpan = KnownSymbols.IsSpan(parameter.Type),
        };
    }

    private string PythonName(IParameterSymbol parameter, int index, AttributeData? keyword)
    {
        var byKeyword = keyword?.ConstructorArguments is [{ Value: string keywordName }] ? keywordName : null;
        var pythonName = KnownSymbols.Find(parameter, KnownSymbols.PythonNameAttribute) is { ConstructorArguments: [{ Value: string named }] } ? named : null;
        if (byKeyword is not null && pythonName is not null && PythonIdentifier.Normalize(byKeyword) != PythonIdentifier.Normalize(pythonName))
        {
            Report(Descriptors.ConflictingPythonNames, Spot.ParameterName(index), parameter.Name, byKeyword, pythonName);
        }

        var name = byKeyword ?? pythonName;
        if (name is not null)
        {
            if (PythonIdentifier.Refuse(name) is { } reason)
            {
                var attribute = byKeyword is not null ? KnownSymbols.KeywordAttribute : KnownSymbols.PythonNameAttribute;
                Report(Descriptors.InvalidPythonName, Spot.ParameterAttribute(index, attribute), name, reason);
            }

            name = PythonIdentifier.Normalize(name);
        }
        else
        {
            name = PythonIdentifier.Normalize(SnakeCase.FromName(parameter.Name));
            if (PythonIdentifier.IsKeyword(name))
            {
                if (keyword is not null || _mayTravelByKeyword)
                {
                    var advice = keyword is not null ? "[Keyword(\"...\")]" : "[PythonName(\"...\")]";
                    Report(Descriptors.PythonKeyword, Spot.ParameterName(index), parameter.Name, name, advice);
                }

                // Python people avoid keywords so; the name of a positional argument never travels.
                name += "_";
            }
        }

        if (_pythonNames.TryGetValue(name, out var other))
        {
            Report(Descriptors.DuplicatePythonName, Spot.ParameterName(index), other, parameter.Name, name);
        }

        _pythonNames[name] = parameter.Name;
        return name;
    }

    private static string? Unsendable(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => "a pointer",
        { IsRefLikeType: true } => "a ref struct",
        { TypeKind: TypeKind.Delegate } => "a delegate",
        IArrayTypeSymbol array => Unsendable(array.ElementType),
        _ => null,
    };

    private static ParameterModel Model(
        IParameterSymbol parameter, string pythonName, ParameterRole role, bool isKeyword = false, bool omitWhenNull = false) =>
        new(
            parameter.Name,
            CSharpName.OfIdentifier(parameter.Name),
            pythonName,
            role,
            isKeyword,
            omitWhenNull,
            ElementType: null,
            IsSpan: false,
            parameter.Type is IDynamicTypeSymbol)
        {
            TypeName = parameter.Type is INamedTypeSymbol { Name.Length: > 0 } named ? named.Name : null,
        };

    private void Report(DiagnosticDescriptor descriptor, Spot spot, params string[] arguments) =>
        problems.Add(Problem.Of(descriptor, spot, new[] { displayName }.Concat(arguments).ToArray()));
}
