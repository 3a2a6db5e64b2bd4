using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>An interface's model with the symbols that it was read from, for those who need places in the source. It must not be cached.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Model">Its model.</param>
/// <param name="Members">Its members, in the order of the model.</param>
/// <param name="Known">The types of its compilation.</param>
internal sealed record ParsedInterface(INamedTypeSymbol Type, InterfaceModel Model, ImmutableArray<ParsedMember> Members, KnownSymbols Known);

/// <summary>A member's model with its symbol.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="Model">Its model.</param>
internal sealed record ParsedMember(ISymbol Symbol, MemberModel Model);
