using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads what makes a remote function a Map: the sequences it goes through, what it returns, its options.</summary>
internal static class MapParser
{
    public static bool IsEach(IParameterSymbol parameter, KnownSymbols known) => known.Find(parameter, KnownSymbols.ComputeEachAttribute) is not null;

    /// <summary>The type of an item's result when a method returns a Map; null for others.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol returnType, KnownSymbols known) => returnType switch
    {
        INamedTypeSymbol map when known.IsMap(map) => map.TypeArguments[0],
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol item] } items when known.IsAsyncEnumerable(items) && known.IsMapItem(item) =>
            item.TypeArguments[0],
        _ => null,
    };

    /// <summary>The type of a sequence's elements; null when it is none, or more than one.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type, KnownSymbols known)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return null; // Text is one value to everybody.
        }

        var sequences = type.AllInterfaces.Append(type)
            .OfType<INamedTypeSymbol>()
            .Where(candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
                || known.IsAsyncEnumerable(candidate))
            .ToArray();
        return sequences is [var only] ? only.TypeArguments[0] : null;
    }

    /// <summary>Reports what of a method belongs to a Map while the rest does not.</summary>
    public static void Check(IMethodSymbol method, string displayName, KnownSymbols known, ICollection<Problem> problems)
    {
        var each = method.Parameters.FirstOrDefault(parameter => IsEach(parameter, known));
        var isMap = ResultOf(method.ReturnType, known) is not null && method.RefKind == RefKind.None;
        if (isMap && each is null)
        {
            problems.Add(Problem.Of(Descriptors.MapWithoutEach, ProblemLocation.ReturnType, displayName));
        }
        else if (!isMap && each is not null)
        {
            var type = method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            problems.Add(Problem.Of(Descriptors.EachWithoutMap, ProblemLocation.ReturnType, displayName, type, each.Name));
        }

        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (isMap && known.Find(method.Parameters[i], KnownSymbols.ComputeTagAttribute) is not null)
            {
                problems.Add(Problem.Of(
                    Descriptors.InvalidTag,
                    ProblemLocation.ParameterName(i),
                    displayName,
                    $"a Map makes many calls, and a tag names one; remove '{method.Parameters[i].Name}'"));
            }

            if (known.IsMapOptions(method.Parameters[i].Type) && WhyMisplaced(method, i, isMap || each is not null, known) is { } reason)
            {
                problems.Add(Problem.Of(Descriptors.MisplacedMapOptions, ProblemLocation.ParameterName(i), displayName, method.Parameters[i].Name, reason));
            }
        }
    }

    private static string? WhyMisplaced(IMethodSymbol method, int index, bool isMap, KnownSymbols known)
    {
        if (!isMap)
        {
            return "have no effect, as the method is not a Map; remove them";
        }

        return method.Parameters.Skip(index + 1).All(behind => behind.IsParams || known.IsCancellationToken(behind.Type))
            ? null
            : "must be the only ones and the last parameter, or be directly before the CancellationToken or params";
    }
}
