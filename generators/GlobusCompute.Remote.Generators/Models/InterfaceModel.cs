using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Diagnostics;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>One interface as its declaration says it, before Python files are looked up.</summary>
/// <param name="MetadataName">The full metadata name; it names the generated file.</param>
/// <param name="Namespace">The namespace as C# writes it, or the empty string for the global one.</param>
/// <param name="ProxyName">The name of the proxy class.</param>
/// <param name="TypeName">The interface as C# writes it, from <c>global::</c> on.</param>
/// <param name="DocumentationId">The interface's documentation id.</param>
/// <param name="HasProxy">False when a problem of the interface itself forbids a proxy.</param>
/// <param name="IsObsolete">Whether the proxy must itself be obsolete, to be allowed to name types that are obsolete as an error.</param>
/// <param name="Suppressions">Warning ids that the user's own types bring into the generated file.</param>
/// <param name="Json">Where JSON metadata comes from.</param>
/// <param name="Members">All members to implement, inherited ones included.</param>
/// <param name="Problems">Problems of the interface itself.</param>
internal sealed record InterfaceModel(
    string MetadataName,
    string Namespace,
    string ProxyName,
    string TypeName,
    string DocumentationId,
    bool HasProxy,
    bool IsObsolete,
    EquatableArray<string> Suppressions,
    JsonModel Json,
    EquatableArray<MemberModel> Members,
    EquatableArray<Problem> Problems)
{
    /// <summary>The files that the interface, and bases declared beside it, are written from.</summary>
    public EquatableArray<ModuleModel> Modules { get; init; }
}
