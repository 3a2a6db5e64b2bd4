using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Shell;
using GlobusCompute.Remote.Shared.Types;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads the parameters of one command, in order, and finds the field of each.</summary>
internal sealed class ShellParameterParser(string displayName, ShellTemplate template, KnownSymbols known, ICollection<Problem> problems)
{
    private const string Suitable = "pass text, a number, a Guid, a date, or a list of these";

    private readonly HashSet<string> _filled = new(StringComparer.Ordinal);

    public EquatableArray<ParameterModel> Parse(IReadOnlyList<IParameterSymbol> parameters)
    {
        var models = new List<ParameterModel>();
        for (var i = 0; i < parameters.Count; i++)
        {
            models.Add(Parse(parameters[i], i, parameters));
        }

        return models.ToEquatableArray();
    }

    private ParameterModel Parse(IParameterSymbol parameter, int index, IReadOnlyList<IParameterSymbol> all)
    {
        if (parameter.RefKind != RefKind.None)
        {
            var modifier = parameter.RefKind switch { RefKind.Ref => "ref", RefKind.Out => "out", RefKind.In => "in", _ => "ref readonly" };
            problems.Add(Problem.Of(Descriptors.ReferenceParameter, ProblemLocation.ParameterName(index), displayName, parameter.Name, modifier));
        }

        if (ParameterParser.IsToken(parameter.Type, known))
        {
            var isLast = index == all.Count - 1 || (index == all.Count - 2 && all[index + 1].IsParams);
            if (!isLast || !known.IsCancellationToken(parameter.Type))
            {
                problems.Add(Problem.Of(Descriptors.MisplacedToken, ProblemLocation.ParameterName(index), displayName, parameter.Name));
            }

            return Model(parameter, parameter.Name, ParameterRole.Token);
        }

        var field = Field(parameter);
        if (template.Problem is null && !template.Fields.Any(candidate => candidate.Name == field))
        {
            problems.Add(Problem.Of(Descriptors.UnusedParameter, ProblemLocation.ParameterName(index), displayName, parameter.Name));
        }
        else if (!_filled.Add(field))
        {
            var other = Other(all, index, field);
            problems.Add(Problem.Of(Descriptors.DuplicatePythonName, ProblemLocation.ParameterName(index), displayName, other, parameter.Name, field));
        }

        return ParseValue(parameter, index, field);
    }

    private ParameterModel ParseValue(IParameterSymbol parameter, int index, string field)
    {
        var isUnquoted = ShellFunctionParser.IsUnquoted(parameter, known);
        var omit = known.Find(parameter, KnownSymbols.ComputeOmitWhenNullAttribute) is not null;
        var isWord = IsWord(parameter.Type, orNullable: true);
        var isList = !isWord && IsList(parameter.Type);
        var touches = template.Fields.Any(candidate => candidate.Name == field && !candidate.IsWholeWord);
        var reason = (isWord, isList) switch
        {
            _ when ForPython(parameter) is { } attribute => $"has [{attribute}], which configures arguments of Python functions; remove it",
            (false, false) => $"is {Describe(parameter.Type)}; {Suitable}",
            _ when isUnquoted && parameter.Type.SpecialType != SpecialType.System_String => "is [ComputeUnquoted], which is for text",
            _ when isUnquoted => null,
            (_, true) when touches => $"is a list, and the field '{{{field}}}' is not a word of its own everywhere; put blanks around it",
            _ when omit && touches => $"is omitted when null, and the field '{{{field}}}' is not a word of its own everywhere; put blanks around it",
            _ => null,
        };
        if (reason is not null)
        {
            problems.Add(Problem.Of(Descriptors.UnsuitableParameter, ProblemLocation.ParameterName(index), displayName, parameter.Name, reason));
        }

        if (omit && !ParameterParser.MayBeNull(parameter.Type))
        {
            var type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            problems.Add(Problem.Of(
                Descriptors.OmitNeedsNullable,
                ProblemLocation.ParameterAttribute(index, KnownSymbols.ComputeOmitWhenNullAttribute),
                displayName,
                parameter.Name,
                type));
        }

        return Model(parameter, field, isList ? ParameterRole.Words : ParameterRole.Word) with
        {
            OmitWhenNull = omit,
            IsUnquoted = isUnquoted,
            IsSpan = known.IsSpan(parameter.Type),
        };
    }

    /// <summary>The field that has the parameter's own name, or else its name in snake_case.</summary>
    private string Field(IParameterSymbol parameter) =>
        template.Fields.Select(field => field.Name).FirstOrDefault(name => name == parameter.Name)
        ?? template.Fields.Select(field => field.Name).FirstOrDefault(name => name == SnakeCase.FromName(parameter.Name))
        ?? parameter.Name;

    private string Other(IReadOnlyList<IParameterSymbol> all, int index, string field) =>
        all.Take(index).First(parameter => Field(parameter) == field).Name;

    private string? ForPython(IParameterSymbol parameter) =>
        known.Find(parameter, KnownSymbols.PythonKeywordAttribute) is not null ? "PythonKeyword"
        : known.Find(parameter, KnownSymbols.PythonNameAttribute) is not null ? "PythonName"
        : null;

    private static bool IsWord(ITypeSymbol type, bool orNullable) =>
        BuiltInShapes.Row(type)?.Is(TypeUses.Word) == true
        || (orNullable && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            && IsWord(value, orNullable: false));

    private bool IsList(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeArguments: [var element] } span && known.IsSpan(span))
        {
            return IsWord(element, orNullable: false);
        }

        return type.AllInterfaces
            .Concat(type is INamedTypeSymbol named ? [named] : Enumerable.Empty<INamedTypeSymbol>())
            .Any(candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
                && IsWord(candidate.TypeArguments[0], orNullable: false));
    }

    private static string Describe(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => "a bool, and programs do not agree on how to write one",
        { TypeKind: TypeKind.Enum } => "an enum, which may mean its name or its number",
        _ => $"of type {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which has no single text form",
    };

    private ParameterModel Model(IParameterSymbol parameter, string field, ParameterRole role) =>
        new(
            parameter.Name,
            CSharpName.OfIdentifier(parameter.Name),
            field,
            role,
            IsKeyword: false,
            OmitWhenNull: false,
            ElementType: null,
            IsSpan: false,
            IsDynamic: false)
        {
            IsSensitive = known.Find(parameter, KnownSymbols.SensitiveAttribute) is not null,
        };
}
