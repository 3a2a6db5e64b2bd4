namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>What is called under a number, and what the app does with the call.</summary>
/// <param name="Kind">The function.</param>
/// <param name="CancelAfter">When the app cancels it, or null.</param>
/// <param name="Timeout">How long the app lets it take, or null.</param>
/// <param name="OwnExecutor">Whether it is made by an executor of its own that is disposed at once.</param>
/// <param name="Shutdown">Whether that executor is shut down instead, and what is not sent is withdrawn.</param>
/// <param name="Waits">Whether the thread waits for it before it makes the next call.</param>
internal readonly record struct CallPlan(
    CallKind Kind, TimeSpan? CancelAfter, TimeSpan? Timeout, bool OwnExecutor, bool Shutdown, bool Waits)
{
    // Half of the calls must not run twice.
    private static readonly (CallKind Kind, double Share)[] s_kinds =
    [
        (CallKind.Once, 0.45), (CallKind.Again, 0.2), (CallKind.Text, 0.15), (CallKind.Sourced, 0.1), (CallKind.Fails, 0.05),
        (CallKind.Hostile, 0.03), (CallKind.HostileNumbers, 0.015), (CallKind.Slow, 0.005),
    ];

    public bool IsIdempotent => Kind is CallKind.Again or CallKind.Text;

    public bool IsHostile => Kind is CallKind.Hostile or CallKind.HostileNumbers;

    public static CallPlan For(int seed, long number)
    {
        var dice = Dice.For(seed, Purpose.Call, number);
        var kind = Draw(ref dice);
        TimeSpan? cancel = dice.Chance(0.04) ? TimeSpan.FromMilliseconds(dice.Next(1500)) : null;
        TimeSpan? timeout = dice.Chance(0.02) ? TimeSpan.FromMilliseconds(1 + dice.Next(3000)) : null;
        var own = dice.Chance(0.02);
        return new CallPlan(kind, cancel, timeout, own, own && dice.Chance(0.3), dice.Chance(0.1));
    }

    private static CallKind Draw(ref Dice dice)
    {
        var value = dice.NextDouble();
        foreach (var (kind, share) in s_kinds)
        {
            if ((value -= share) < 0)
            {
                return kind;
            }
        }

        return CallKind.Once;
    }
}
