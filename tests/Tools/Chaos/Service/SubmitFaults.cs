using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Decides how each submission goes wrong.</summary>
internal static class SubmitFaults
{
    private static readonly (SubmitFault Fault, double Share)[] s_shares =
    [
        (SubmitFault.TooManyRequests, 0.04), (SubmitFault.AnnouncedUnavailable, 0.02), (SubmitFault.TooLarge, 0.005), (SubmitFault.FunctionRefused, 0.005),
        (SubmitFault.GroupUnknown, 0.001), (SubmitFault.Redirected, 0.001), (SubmitFault.Unauthorized, 0.001),
        (SubmitFault.CutBefore, 0.01), (SubmitFault.UnavailableBefore, 0.01), (SubmitFault.ErrorBefore, 0.01),
        (SubmitFault.CutAfter, 0.005), (SubmitFault.UnavailableAfter, 0.005), (SubmitFault.ErrorAfter, 0.005), (SubmitFault.GatewayAfter, 0.005),
        (SubmitFault.TimeoutAfter, 0.003), (SubmitFault.GarbageAfter, 0.005), (SubmitFault.TruncatedAfter, 0.005), (SubmitFault.MissingIds, 0.005),
        (SubmitFault.DoubledIds, 0.003), (SubmitFault.Slow, 0.03), (SubmitFault.Early, 0.1),
    ];

    public static SubmitFault For(int seed, long ordinal)
    {
        var value = Dice.For(seed, Purpose.Submit, ordinal).NextDouble();
        foreach (var (fault, share) in s_shares)
        {
            if ((value -= share) < 0)
            {
                return fault;
            }
        }

        return SubmitFault.None;
    }

    /// <summary>Whether the tasks of a submission are executed.</summary>
    public static bool Executes(SubmitFault fault) => fault is SubmitFault.None or >= SubmitFault.CutAfter;
}
