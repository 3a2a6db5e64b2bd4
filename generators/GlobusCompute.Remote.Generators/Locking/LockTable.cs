using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Locking;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>What the project's lock file pins, by method.</summary>
/// <remarks>Tables are compared by reference, as <see cref="Binding.PythonFileTable"/> is; what they make of one interface is compared by value.</remarks>
internal sealed class LockTable
{
    private readonly Dictionary<string, List<LockPin>> _byMethod = new(StringComparer.Ordinal);

    public LockTable(IEnumerable<LockPin> pins)
    {
        var environments = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pin in pins)
        {
            environments.Add(pin.Environment);
            if (!_byMethod.TryGetValue(pin.Method, out var ofMethod))
            {
                _byMethod.Add(pin.Method, ofMethod = []);
            }

            // The first of two entries counts.
            if (!ofMethod.Any(earlier => earlier.Environment == pin.Environment))
            {
                ofMethod.Add(pin);
            }
        }

        Environments = [.. environments];
    }

    /// <summary>All environments that are named, in ordinal order.</summary>
    public IReadOnlyList<string> Environments { get; }

    /// <summary>The entries of a method that count: one for each environment.</summary>
    public IReadOnlyList<LockPin> Find(string method) => _byMethod.TryGetValue(method, out var pins) ? pins : [];

    /// <summary>Names the functions of a proxy, and pins those whose source is what was registered.</summary>
    public ProxyModel Pin(ProxyModel proxy) => proxy with { Members = proxy.Members.Select(Pin).ToEquatableArray() };

    /// <summary>The hash of all that would be registered for a function with a source.</summary>
    public static string Hash(BoundFunction bound, FunctionModel function) =>
        SourceHash.Of(
            bound.Name!,
            PythonSourceText.Dedent(bound.Source!),
            function.Description,
            function.IsPublic,
            function.Group,
            function.HighAssuranceEndpointId);

    private BoundMember Pin(BoundMember bound) =>
        bound is { Function.Source: not null, LockName: { } name }
            ? bound with { Locked = new(name, PinsOf(name, bound.Function, bound.Member.Function!)) }
            : bound;

    private EquatableArray<LockedPin> PinsOf(string name, BoundFunction bound, FunctionModel function)
    {
        var pins = Find(name);
        if (pins.Count == 0)
        {
            return default;
        }

        var hash = Hash(bound, function);
        return pins.Where(pin => pin.SourceHash == hash)
            .OrderBy(static pin => pin.Environment, StringComparer.Ordinal)
            .Select(static pin => new LockedPin(pin.Environment, pin.FunctionId))
            .ToEquatableArray();
    }
}
