using System.Diagnostics;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>What reading one payload into one type cost.</summary>
/// <param name="Payload">The payload's name.</param>
/// <param name="Target">The type's name.</param>
/// <param name="Length">The payload's bytes.</param>
/// <param name="Time">The processor time that it took, which does not depend on what else the machine does.</param>
/// <param name="Bytes">What was allocated.</param>
/// <param name="Outcome">"read", "refused", or what else was thrown.</param>
internal sealed record FuzzCost(string Payload, string Target, int Length, TimeSpan Time, long Bytes, string Outcome)
{
    /// <summary>The outcome of a payload that is refused before a type is looked at.</summary>
    public const string Unread = "refused by the reader";

    public static FuzzCost Measure(string name, byte[] payload, FuzzTarget target, PayloadRules rules)
    {
        using var process = Process.GetCurrentProcess();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = process.TotalProcessorTime;
        string outcome;
        try
        {
            target.Read(payload, rules);
            outcome = "read";
        }
        catch (PayloadException e) when (!string.IsNullOrWhiteSpace(e.Message))
        {
            outcome = e.Message.StartsWith("The result is a pickle that cannot be read", StringComparison.Ordinal) ? Unread : "refused";
        }
        catch (Exception e)
        {
            outcome = e.GetType().Name + ": " + e.Message;
        }

        process.Refresh();
        return new(name, target.Name, payload.Length, process.TotalProcessorTime - start, GC.GetTotalAllocatedBytes(precise: true) - before, outcome);
    }

    /// <summary>More memory than 64 MB and 16 bytes for each byte.</summary>
    public bool IsLarge => Bytes > (64L * 1024 * 1024) + (16L * Length);
}
