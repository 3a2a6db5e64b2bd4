using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Emission;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Compares the functions of one interface with what the lock file pins for them.</summary>
/// <param name="model">The interface.</param>
/// <param name="locks">The lock file.</param>
internal sealed class LockChecker(InterfaceModel model, LockDocuments locks)
{
    private readonly Lazy<string?[]> _names = new(() => LockNames.Of(model));

    /// <summary>What differs; nothing for a function that is not registered from a source, or that cannot be called.</summary>
    /// <param name="index">The member of the interface.</param>
    /// <param name="bound">Its function.</param>
    public IEnumerable<Problem> Check(int index, BoundFunction bound)
    {
        var member = model.Members[index];
        if (bound.Source is null || !model.HasProxy || !MemberEmitter.IsCallable(member, bound) || locks.Table.Environments.Count == 0 || _names.Value[index] is not { } name)
        {
            yield break;
        }

        var pins = locks.Table.Find(name);
        var hash = pins.Count == 0 ? null : LockTable.Hash(bound, member.Function!);
        var label = bound.File is null ? bound.Name! : $"{bound.Adapted ?? bound.Name} in '{bound.File.Path}'";
        foreach (var pin in pins.Where(pin => pin.SourceHash != hash))
        {
            yield return locks.About(Problem.Of(Descriptors.Drift, Spot.FunctionAttribute, member.DisplayName, label, pin.Environment), pin);
        }

        var missing = locks.Table.Environments.Where(environment => !pins.Any(pin => pin.Environment == environment)).ToArray();
        if (missing.Length > 0)
        {
            yield return Problem.Of(Descriptors.NotPinned, Spot.FunctionAttribute, member.DisplayName, label, string.Join(" and ", missing));
        }
    }
}
