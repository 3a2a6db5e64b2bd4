using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads <c>[ComputeModule]</c>, and what of the project's own code decides what is written from its file.</summary>
/// <remarks>What was written so is left out: the analyzer sees it and the generator does not, and both must read the same.</remarks>
internal static class ModuleParser
{
    /// <summary>The modules of the interface, and of those bases that are written with it.</summary>
    public static IEnumerable<ModuleModel> Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var known = KnownSymbols.Of(compilation);
        return new[] { type }.Concat(type.AllInterfaces.Where(candidate => IsWrittenHere(candidate, compilation)))
            .SelectMany(
                candidate => known.FindModules(candidate).Select(attribute => Parse(candidate, attribute, known, isOwn: ReferenceEquals(candidate, type))))
            .OfType<ModuleModel>();
    }

    /// <summary>Whether the interface has a part that is generated in this compilation.</summary>
    public static bool IsWrittenHere(INamedTypeSymbol type, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && KnownSymbols.Of(compilation).FindModules(type).Any();

    private static ModuleModel? Parse(INamedTypeSymbol type, AttributeData attribute, KnownSymbols known, bool isOwn)
    {
        if (attribute.ConstructorArguments is not [{ Value: string file }])
        {
            return null;
        }

        var only = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Functions").Value;
        EquatableArray<string>? functions = only is { Kind: TypedConstantKind.Array, IsNull: false }
            ? only.Values.Select(value => value.Value).OfType<string>().Select(PythonIdentifier.Normalize).ToEquatableArray()
            : null;
        var members = new[] { type }
            .Concat(type.AllInterfaces)
            .SelectMany(candidate => candidate.GetMembers())
            .Where(member => !KnownSymbols.IsGenerated(member))
            .Select(member => member.Name);
        return new(
            CSharpName.OfPlainType(type),
            CSharpName.OfNested(type),
            type.GetDocumentationCommentId()?.Substring(2) ?? "",
            CSharpName.OfNamespace(type.ContainingNamespace),
            CSharpName.OfIdentifier(type.Name),
            type.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            file,
            functions,
            attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "ReturnsTask").Value.Value is true,
            isOwn,
            type is { ContainingType: null, IsGenericType: false, IsFileLocal: false } && IsPartial(type),
            PayloadParser.OfInterface(type, known),
            members.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            Types(type).ToEquatableArray())
        {
            BinaryFormats = ModuleFormatParser.Parse(type, known).ToEquatableArray(),
            UnusableFormat = ModuleFormatParser.Obstacle(type, known),
        };
    }

    /// <summary>Whether each declaration says <c>partial</c>.</summary>
    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .OfType<InterfaceDeclarationSyntax>()
            .All(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<DeclaredType> Types(INamedTypeSymbol type) => type.ContainingNamespace.GetTypeMembers()
        .Where(candidate => candidate is { Arity: 0, IsFileLocal: false }
            && SymbolEqualityComparer.Default.Equals(candidate.ContainingAssembly, type.ContainingAssembly)
            && !SymbolEqualityComparer.Default.Equals(candidate, type)
            && !KnownSymbols.IsGenerated(candidate))
        .Select(candidate => new DeclaredType(
            candidate.Name,
            candidate.IsValueType,
            candidate.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Enum
            && !candidate.IsStatic
            && (candidate.DeclaredAccessibility == Accessibility.Public || type.DeclaredAccessibility != Accessibility.Public)))
        .OrderBy(candidate => candidate.Name, StringComparer.Ordinal);
}
