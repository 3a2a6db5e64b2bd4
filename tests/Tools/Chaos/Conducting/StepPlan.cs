using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>The order of disturbances, by the seed: each kind as often as the others, and the long ones once in a long run.</summary>
internal static class StepPlan
{
    private const int TasksPerRound = 50_000;
    private const int LongRun = 100_000;

    public static IReadOnlyList<Disturbance> Of(ChaosOptions options)
    {
        var dice = Dice.For(options.Seed, Purpose.Steps, 0);
        var rounds = Math.Max(1, options.Tasks / TasksPerRound);
        var steps = new List<Disturbance>();
        for (var round = 0; round < rounds; round++)
        {
            var kinds = Enum.GetValues<Disturbance>().Where(static kind => kind < Disturbance.StallStreamsLong).ToArray();
            for (var i = kinds.Length - 1; i > 0; i--)
            {
                var other = dice.Next(i + 1);
                (kinds[i], kinds[other]) = (kinds[other], kinds[i]);
            }

            steps.AddRange(kinds);
        }

        if (options.Tasks >= LongRun)
        {
            steps.Insert(dice.Next(steps.Count), Disturbance.StallStreamsLong);
            steps.Insert(dice.Next(steps.Count), Disturbance.SuspendLong);
        }

        return steps;
    }
}
