using GlobusCompute.Remote.LocalService.Faults;

namespace GlobusCompute.Remote.LocalService;

/// <summary>
/// Represents a plan of faults that a <see cref="LocalComputeService"/> simulates, for tests of apps. Its rules are independent: each counts the events of
/// its target for itself, and what it does at its n-th event depends on the seed and n alone, so that the same seed gives the same sequence. At a request
/// delays add up, and of other faults the first in the list that happens is the one; of faults of results several happen together. Immutable; one plan can be
/// used by several services, each of which counts for itself.
/// </summary>
/// <example>
/// As JSON (comments and trailing commas are allowed; times are in seconds; the members of a rule are described at <see cref="FaultRule"/>):
/// <code>
/// {
///   "seed": 7,
///   "rules": [
///     { "at": "submit", "fault": "status", "status": 429, "retry_after": 1, "every": 5 },
///     { "at": "submit", "fault": "drop_answer", "nth": 3 },
///     { "at": "batch_status", "fault": "garbage", "garbage": "truncated", "from": 10, "until": 20 },
///     { "at": "results", "fault": "duplicate", "probability": 0.1, "copies": 2 },
///     { "at": "workers", "fault": "kill_running", "probability": 0.01, "count": 5 }
///   ]
/// }
/// </code>
/// </example>
public sealed class FaultPlan
{
    /// <summary>Creates a plan.</summary>
    /// <param name="rules">Its rules, in the order in which they are evaluated.</param>
    /// <param name="seed">The seed of the random numbers for rules with a probability. Default 0.</param>
    /// <exception cref="ArgumentException">A rule is invalid. The message names it by its number and kind.</exception>
    public FaultPlan(IEnumerable<FaultRule> rules, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Rules = [.. rules];
        Seed = seed;
        for (var i = 0; i < Rules.Count; i++)
        {
            if (FaultRuleCheck.Complaint(Rules[i]) is { } complaint)
            {
                var what = $"{FaultWords.Of(Rules[i].Kind)} at {FaultWords.Of(Rules[i].At)}";
                throw new ArgumentException($"Rule {i + 1} ({what}) cannot be used: {complaint}.", nameof(rules));
            }
        }
    }

    /// <summary>Gets the rules, in the order in which they are evaluated.</summary>
    public IReadOnlyList<FaultRule> Rules { get; }

    /// <summary>Gets the seed of the random numbers for rules with a probability.</summary>
    public int Seed { get; }

    /// <summary>
    /// Makes a plan of faults by name, for one line of a test: the fault, <c>at</c> and the target, then members of the rule with their values, all as in JSON:
    /// <c>FaultPlan.Of("drop_answer at submit nth 2", "kill_running at workers count 1")</c>.
    /// </summary>
    /// <param name="faults">The faults, in the order in which they are evaluated.</param>
    /// <exception cref="FormatException">A fault is not one. The message names it and what is wrong.</exception>
    public static FaultPlan Of(params string[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return FaultPlanReader.Read(FaultLine.ToJson(faults));
    }

    /// <summary>Reads a plan from JSON, see the example.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="FormatException">It is not JSON or not a plan. The message names the rule and what is wrong.</exception>
    public static FaultPlan Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FaultPlanReader.Read(json);
    }

    /// <summary>Reads a plan from a file in UTF-8.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="FormatException">The file holds no plan. The message names the file, the rule and what is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static async Task<FaultPlan> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var json = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return FaultPlanReader.Read(json);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }
}
