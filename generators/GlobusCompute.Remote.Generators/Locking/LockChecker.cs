using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Compares functions with what the lock file pins for them.</summary>
internal static class LockChecker
{
    /// <summary>What differs; nothing for a function that is not registered from a source, or that cannot be called.</summary>
    /// <param name="bound">A member of an interface that has a proxy.</param>
    /// <param name="locks">The lock file.</param>
    public static IEnumerable<Problem> Check(BoundMember bound, LockDocuments locks)
    {
        var (member, function, _) = bound;
        if (function.Source is null || !bound.IsCallable || locks.Table.Environments.Count == 0 || bound.LockName is not { } name)
        {
            yield break;
        }

        var pins = locks.Table.Find(name);
        var hash = pins.Count == 0 ? null : LockTable.Hash(function, member.Function!);
        var label = function.File is null ? function.Name! : $"{function.Adapted ?? function.Name} in '{function.File.Path}'";
        foreach (var pin in pins.Where(pin => pin.SourceHash != hash))
        {
            yield return locks.About(Problem.Of(Descriptors.Drift, ProblemLocation.FunctionAttribute, member.DisplayName, label, pin.Environment), pin);
        }

        var missing = locks.Table.Environments.Where(environment => !pins.Any(pin => pin.Environment == environment)).ToArray();
        if (missing.Length > 0)
        {
            yield return Problem.Of(Descriptors.NotPinned, ProblemLocation.FunctionAttribute, member.DisplayName, label, string.Join(" and ", missing));
        }
    }
}
