using System.Globalization;

namespace GlobusCompute.Remote.Chaos.Memory;

/// <summary>The memory of a client that has nothing to do, after so many calls.</summary>
/// <param name="Calls">Calls that have ended.</param>
/// <param name="Seconds">Since the start.</param>
/// <param name="Managed">Bytes of live objects, after a collection.</param>
/// <param name="WorkingSet">Bytes of the process.</param>
internal readonly record struct MemorySample(int Calls, double Seconds, long Managed, long WorkingSet)
{
    private const string Mark = "sample";
    private const double Mega = 1024 * 1024;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark} {Calls} {Seconds:0.0} {Managed} {WorkingSet}");

    public string ToRow() => string.Create(
        CultureInfo.InvariantCulture, $"{Calls,10:N0} {Seconds,8:0.0} s {Managed / Mega,9:0.00} MiB managed {WorkingSet / Mega,8:0.0} MiB working set");

    public static MemorySample? Parse(string line)
    {
        var words = line.Split(' ');
        return words is [Mark, var calls, var seconds, var managed, var workingSet]
            ? new MemorySample(
                int.Parse(calls, CultureInfo.InvariantCulture),
                double.Parse(seconds, CultureInfo.InvariantCulture),
                long.Parse(managed, CultureInfo.InvariantCulture),
                long.Parse(workingSet, CultureInfo.InvariantCulture))
            : null;
    }
}
