using GlobusCompute.Remote.Generators.Diagnostics;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A member of an interface with the function that it calls.</summary>
/// <param name="Member">The member.</param>
/// <param name="Function">Its function.</param>
/// <param name="LockName">The member's name in the lock file, or null when it is not a remote function.</param>
internal sealed record BoundMember(MemberModel Member, BoundFunction Function, string? LockName)
{
    /// <summary>
    /// What the lock file has to do with the function; null where nothing is registered from a source, and before the lock file was looked up.
    /// </summary>
    public LockedFunction? Locked { get; init; }

    /// <summary>Whether the member calls its function, rather than throwing.</summary>
    public bool IsCallable => Obstacle is null;

    /// <summary>Why the member throws, or null when it calls its function.</summary>
    public Problem? Obstacle =>
        Member.Function is null ? Member.Problems[0] : Member.Problems.FirstOrDefault(static problem => problem.IsError) ?? Function.Problem;
}
