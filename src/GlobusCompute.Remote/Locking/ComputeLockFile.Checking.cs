using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Locking;

/// <content>Comparing it with the project.</content>
public sealed partial class ComputeLockFile
{
    /// <summary>Compares a project's functions with their pins. Nothing is sent.</summary>
    /// <param name="functions">All functions of the project, see <see cref="PinnableFunction.ReadFrom"/>.</param>
    /// <param name="environment">The service whose pins count.</param>
    /// <exception cref="ArgumentException">Two functions are of one method, or the environment is not an absolute http or https address.</exception>
    public ComputeLockCheck Check(IEnumerable<PinnableFunction> functions, Uri environment)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var normal = Normal(environment);
        var pins = _entries.Where(entry => entry.Environment == normal).ToDictionary(static entry => entry.Method, StringComparer.Ordinal);
        var items = new List<ComputeLockItem>();
        foreach (var (method, function) in functions.ToDictionary(static function => function.Method, StringComparer.Ordinal))
        {
            pins.Remove(method, out var pin);
            var state = pin is null ? ComputeLockState.Missing
                : pin.SourceHash == function.SourceHash ? ComputeLockState.Pinned
                : ComputeLockState.Drifted;
            items.Add(new ComputeLockItem(method, state, function, pin));
        }

        items.AddRange(pins.Values.Select(static pin => new ComputeLockItem(pin.Method, ComputeLockState.Unknown, null, pin)));
        return new ComputeLockCheck(normal, [.. items.OrderBy(static item => item.Method, StringComparer.Ordinal)]);
    }
}
