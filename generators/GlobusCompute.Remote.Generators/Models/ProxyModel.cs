using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>An interface together with what was found in the Python files that it names, and in no others.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Members">Its members in their order, each with its function.</param>
internal sealed record ProxyModel(InterfaceModel Interface, EquatableArray<BoundMember> Members)
{
    /// <summary>What is written from Python files.</summary>
    public EquatableArray<ModulePart> Parts { get; init; }
}
