using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Turns an interface into its model. Generator and analyzer share it, so what one says the other does.</summary>
internal static class InterfaceParser
{
    /// <summary>Reads an interface.</summary>
    public static ParsedInterface Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(compilation);
        var parser = new MemberParser(known);
        var problems = new List<Problem>();
        var (symbols, forbidden) = MembersToImplement(type, compilation, known);

        // Nobody may name an interface that is obsolete as an error, neither the generated attribute nor a user who could miss the proxy.
        var hasProxy = CheckInterface(type, problems) && forbidden.Count == 0 && !TypeWalker.IsObsoleteAsError(type);
        problems.AddRange(forbidden);
        var members = ImmutableArray.CreateBuilder<ParsedMember>();
        foreach (var symbol in symbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isReported = IsOwn(symbol, type) || !IsReportedElsewhere(symbol, compilation, known);
            members.Add(new(symbol, parser.Parse(symbol, !IsOwn(symbol, type), isReported)));
        }

        var attribute = JsonParser.FindAttribute(type, known);
        var json = JsonParser.Parse(type, attribute, symbols, compilation, problems);
        var (suppressions, usesObsoleteError) = TypeWalker.Inspect(symbols, type, attribute?.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol);
        var metadataName = CSharpName.OfMetadata(type);
        var model = new InterfaceModel(
            metadataName,
            CSharpName.OfNamespace(type.ContainingNamespace),
            ProxyName(type, metadataName),
            CSharpName.OfPlainType(type),
            type.GetDocumentationCommentId() ?? "",
            hasProxy,
            usesObsoleteError,
            suppressions.Concat(OfFileBasedApps(json, compilation)).ToEquatableArray(),
            json,
            members.Select(member => member.Model).ToEquatableArray(),
            problems.ToEquatableArray())
        {
            Modules = ModuleParser.Parse(type, compilation).ToEquatableArray(),
        };
        return new(type, model, members.ToImmutable(), known);
    }

    /// <summary>
    /// A file-based app is set up for Native AOT though hardly any is published so: what that means for reflection is left to publishing, which looks at the
    /// compiled code and says it again.
    /// </summary>
    private static IEnumerable<string> OfFileBasedApps(JsonModel json, Compilation compilation) =>
        json.Metadata == JsonMetadata.Reflection && compilation.SyntaxTrees.FirstOrDefault()?.Options.Features.ContainsKey("FileBasedProgram") == true
            ? ["IL2026", "IL3050"]
            : [];

    private static bool IsOwn(ISymbol member, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(member.ContainingType, type);

    /// <summary>Whether the member's own interface is reported by itself, because it is declared here and gets a proxy too.</summary>
    private static bool IsReportedElsewhere(ISymbol member, Compilation compilation, KnownSymbols known) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly)
        && known.IsProxyInterface(member.ContainingType.OriginalDefinition);

    private static (ImmutableArray<ISymbol> Members, List<Problem> Forbidden) MembersToImplement(
        INamedTypeSymbol type, Compilation compilation, KnownSymbols known)
    {
        var candidates = new[] { type }.Concat(type.AllInterfaces).SelectMany(candidate => candidate.GetMembers()).ToArray();
        var implemented = new HashSet<ISymbol>(
            candidates.Where(member => !member.IsAbstract).SelectMany(ExplicitlyImplemented), SymbolEqualityComparer.Default);
        var members = ImmutableArray.CreateBuilder<ISymbol>();
        var forbidden = new List<Problem>();
        foreach (var member in candidates)
        {
            if (!IsToImplement(member, known) || (implemented.Contains(member) && !known.IsRemote(member)))
            {
                continue;
            }

            if (Forbid(member, compilation) is { } reason)
            {
                var name = CSharpName.OfNested(member.ContainingType) + "." + member.Name;
                forbidden.Add(Problem.Of(Descriptors.ForbiddenMember, ProblemLocation.Identifier, CSharpName.OfNested(type), name, reason));
            }
            else
            {
                members.Add(member);
            }
        }

        return (members.ToImmutable(), forbidden);
    }

    /// <summary>Whether the member has no body, or a body that a remote function replaces. Accessors come with their property or event.</summary>
    private static bool IsToImplement(ISymbol member, KnownSymbols known)
    {
        var isMember = member is IPropertySymbol or IEventSymbol
            or IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion };
        return isMember && (member.IsAbstract || (!member.IsStatic && known.IsRemote(member))) && !ExplicitlyImplemented(member).Any();
    }

    private static string? Forbid(ISymbol member, Compilation compilation) => member switch
    {
        { IsStatic: true } => "is static and abstract, which only a class that the user writes can implement",
        { DeclaredAccessibility: Accessibility.Internal or Accessibility.ProtectedAndInternal }
            when !compilation.IsSymbolAccessibleWithin(member, compilation.Assembly) => "is internal to another assembly",
        _ => null,
    };

    private static IEnumerable<ISymbol> ExplicitlyImplemented(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations,
        IPropertySymbol property => property.ExplicitInterfaceImplementations,
        IEventSymbol e => e.ExplicitInterfaceImplementations,
        _ => [],
    };

    private static bool CheckInterface(INamedTypeSymbol type, List<Problem> problems)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType)
            {
                problems.Add(Problem.Of(Descriptors.GenericInterface, ProblemLocation.Identifier, CSharpName.OfNested(type)));
                return false;
            }

            var reason = current switch
            {
                { IsFileLocal: true } => "a file type",
                { DeclaredAccessibility: Accessibility.Private } => "private",
                { DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedAndInternal } => "protected",
                _ => null,
            };
            if (reason is not null)
            {
                var where = SymbolEqualityComparer.Default.Equals(current, type) ? reason : $"nested in {CSharpName.OfNested(current)}, which is {reason}";
                problems.Add(Problem.Of(Descriptors.InaccessibleInterface, ProblemLocation.Identifier, CSharpName.OfNested(type), where));
                return false;
            }
        }

        return true;
    }

    /// <summary>A nested interface's proxy stands beside the outermost type, so its name takes a hash that keeps it apart.</summary>
    private static string ProxyName(INamedTypeSymbol type, string metadataName)
    {
        var name = CSharpName.OfNested(type, "_") + "_ComputeProxy";
        var isTaken = type.ContainingType is not null || type.ContainingNamespace.GetTypeMembers(name).Any();
        return isTaken ? $"{name}_{StableHash.Of(metadataName)}" : name;
    }
}
