using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads the parameters of one remote function, in order.</summary>
internal sealed class ParameterParser(string displayName, KnownSymbols known, ICollection<Problem> problems)
{
    private static readonly string[] s_ofArguments =
    [
        KnownSymbols.PythonKeywordAttribute, KnownSymbols.ComputeOmitWhenNullAttribute, KnownSymbols.PythonNameAttribute, KnownSymbols.SensitiveAttribute,
    ];

    private readonly Dictionary<string, string> _pythonNames = new(StringComparer.Ordinal);
    private bool _mayTravelByKeyword;
    private string? _omittedPositional;
    private string? _tag;

    public EquatableArray<ParameterModel> Parse(IReadOnlyList<IParameterSymbol> parameters)
    {
        var models = new List<ParameterModel>();
        for (var i = 0; i < parameters.Count; i++)
        {
            models.Add(Parse(parameters[i], i, parameters));
        }

        return models.ToEquatableArray();
    }

    internal static bool IsToken(ITypeSymbol type, KnownSymbols known) =>
        known.IsCancellationToken(type)
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && known.IsCancellationToken(nullable.TypeArguments[0]));

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
            Report(Descriptors.ReferenceParameter, ProblemLocation.ParameterName(index), parameter.Name, modifier);
        }

        if (MapParser.IsEach(parameter, known))
        {
            return ParseEach(parameter, index);
        }

        if (known.IsMapOptions(parameter.Type))
        {
            return Model(parameter, parameter.Name, ParameterRole.MapOptions);
        }

        if (known.Find(parameter, KnownSymbols.ComputeTagAttribute) is not null)
        {
            return ParseTag(parameter, index);
        }

        if (IsToken(parameter.Type, known))
        {
            var isLast = index == all.Count - 1 || (index == all.Count - 2 && all[index + 1].IsParams);
            if (!isLast || !known.IsCancellationToken(parameter.Type))
            {
                Report(Descriptors.MisplacedToken, ProblemLocation.ParameterName(index), parameter.Name);
            }

            return Model(parameter, parameter.Name, ParameterRole.Token);
        }

        var keyword = known.Find(parameter, KnownSymbols.PythonKeywordAttribute);
        var omit = known.Find(parameter, KnownSymbols.ComputeOmitWhenNullAttribute);
        if (parameter.IsParams)
        {
            return ParseVariadic(parameter, index, keyword, omit);
        }

        CheckType(parameter, parameter.Type, index);

        if (omit is not null)
        {
            _mayTravelByKeyword = true;
            _omittedPositional ??= keyword is null ? parameter.Name : null;
            if (!MayBeNull(parameter.Type))
            {
                var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                Report(
                    Descriptors.OmitNeedsNullable, ProblemLocation.ParameterAttribute(index, KnownSymbols.ComputeOmitWhenNullAttribute), parameter.Name, type);
            }
        }

        var pythonName = PythonName(parameter, index, keyword);
        return Model(parameter, pythonName, ParameterRole.Argument, keyword is not null, omit is not null);
    }

    /// <summary>Reads a sequence that a Map goes through; its elements are the arguments.</summary>
    private ParameterModel ParseEach(IParameterSymbol parameter, int index)
    {
        var keyword = known.Find(parameter, KnownSymbols.PythonKeywordAttribute);
        var element = MapParser.ElementOf(parameter.Type, known);
        if (element is null)
        {
            var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Report(Descriptors.EachOfNoSequence, ProblemLocation.ParameterAttribute(index, KnownSymbols.ComputeEachAttribute), parameter.Name, type);
        }
        else
        {
            CheckType(parameter, element, index);
        }

        var conflict = parameter.IsParams ? "params"
            : known.Find(parameter, KnownSymbols.ComputeOmitWhenNullAttribute) is null ? null : "[ComputeOmitWhenNull]";
        if (conflict is not null)
        {
            Report(Descriptors.ConflictingEach, ProblemLocation.ParameterAttribute(index, KnownSymbols.ComputeEachAttribute), parameter.Name, conflict);
        }

        return Model(parameter, PythonName(parameter, index, keyword), ParameterRole.Each, keyword is not null) with
        {
            ElementType = element is null ? null : CSharpName.OfType(element),
        };
    }

    /// <summary>Reads the parameter that names the call and stays here.</summary>
    private ParameterModel ParseTag(IParameterSymbol parameter, int index)
    {
        if (parameter.Type.SpecialType != SpecialType.System_String)
        {
            var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Report(
                Descriptors.InvalidTag,
                ProblemLocation.ParameterName(index),
                $"the [ComputeTag] parameter '{parameter.Name}' is of type {type}; a tag is a string");
        }

        foreach (var attribute in s_ofArguments)
        {
            if (known.Find(parameter, attribute) is not null)
            {
                var name = attribute.Substring(0, attribute.Length - "Attribute".Length);
                Report(
                    Descriptors.InvalidTag,
                    ProblemLocation.ParameterAttribute(index, attribute),
                    $"the [ComputeTag] parameter '{parameter.Name}' is not sent to Python, so [{name}] can have no effect; remove one of the two");
            }
        }

        if (_tag is not null)
        {
            Report(Descriptors.SeveralTags, ProblemLocation.ParameterName(index), _tag, parameter.Name);
        }

        _tag ??= parameter.Name;
        return Model(parameter, parameter.Name, ParameterRole.Tag);
    }

    private ParameterModel ParseVariadic(IParameterSymbol parameter, int index, AttributeData? keyword, AttributeData? omit)
    {
        var element = parameter.Type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { TypeArguments: [var argument] } named when known.IsSpan(named) => argument,
            _ => null,
        };
        var reason = (keyword, omit, element) switch
        {
            (not null, _, _) => $"the params parameter '{parameter.Name}' becomes Python's *args, which cannot be passed by keyword; remove [PythonKeyword]",
            (_, not null, _) =>
                $"the params parameter '{parameter.Name}' becomes Python's *args, which is empty rather than null; remove [ComputeOmitWhenNull]",
            (_, _, null) => $"the params parameter '{parameter.Name}' must be an array or a ReadOnlySpan<T> to become Python's *args",
            _ when _omittedPositional is not null =>
                $"when '{_omittedPositional}' is omitted, the params parameter '{parameter.Name}' would take its position in Python; "
                + $"remove [ComputeOmitWhenNull] or pass '{_omittedPositional}' by [PythonKeyword]",
            _ => null,
        };
        if (reason is not null)
        {
            Report(Descriptors.InvalidVariadic, ProblemLocation.ParameterName(index), reason);
        }
        else if (element is not null)
        {
            CheckType(parameter, element, index);
        }

        return Model(parameter, PythonIdentifier.Normalize(SnakeCase.FromName(parameter.Name)), ParameterRole.Variadic) with
        {
            ElementType = element is null ? null : CSharpName.OfType(element),
            IsSpan = known.IsSpan(parameter.Type),
        };
    }

    private void CheckType(IParameterSymbol parameter, ITypeSymbol sent, int index)
    {
        if (FormatFinder.Find(parameter, sent, known) is null
            && RefusedParts.OfArgument(sent, (IMethodSymbol)parameter.ContainingSymbol, known) is { } refused)
        {
            Report(Descriptors.UnsupportedParameterType, ProblemLocation.ParameterName(index), parameter.Name, refused.Phrase, refused.Instead);
        }
    }

    private string PythonName(IParameterSymbol parameter, int index, AttributeData? keyword)
    {
        var byKeyword = keyword?.ConstructorArguments is [{ Value: string keywordName }] ? keywordName : null;
        var pythonName = known.Find(parameter, KnownSymbols.PythonNameAttribute) is { ConstructorArguments: [{ Value: string named }] } ? named : null;
        if (byKeyword is not null && pythonName is not null && PythonIdentifier.Normalize(byKeyword) != PythonIdentifier.Normalize(pythonName))
        {
            Report(Descriptors.ConflictingPythonNames, ProblemLocation.ParameterName(index), parameter.Name, byKeyword, pythonName);
        }

        var name = byKeyword ?? pythonName;
        if (name is not null)
        {
            if (PythonIdentifier.Refuse(name) is { } reason)
            {
                var attribute = byKeyword is not null ? KnownSymbols.PythonKeywordAttribute : KnownSymbols.PythonNameAttribute;
                Report(Descriptors.InvalidPythonName, ProblemLocation.ParameterAttribute(index, attribute), name, reason);
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
                    var advice = keyword is not null ? "[PythonKeyword(\"...\")]" : "[PythonName(\"...\")]";
                    Report(Descriptors.PythonKeyword, ProblemLocation.ParameterName(index), parameter.Name, name, advice);
                }

                // Python people avoid keywords so; the name of a positional argument never travels.
                name += "_";
            }
        }

        if (_pythonNames.TryGetValue(name, out var other))
        {
            Report(Descriptors.DuplicatePythonName, ProblemLocation.ParameterName(index), other, parameter.Name, name);
        }

        _pythonNames[name] = parameter.Name;
        return name;
    }

    private ParameterModel Model(
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
            IsSensitive = known.Find(parameter, KnownSymbols.SensitiveAttribute) is not null,
        };

    private void Report(DiagnosticDescriptor descriptor, ProblemLocation location, params string[] arguments) =>
        problems.Add(Problem.Of(descriptor, location, new[] { displayName }.Concat(arguments).ToArray()));
}
