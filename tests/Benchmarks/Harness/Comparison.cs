namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Work of the library and the same work without it, measured in turns, so that both see the same machine.</summary>
internal sealed class Comparison
{
    private readonly List<(double Library, double Other)> _rounds = [];

    /// <summary>Gets the median of the ratios of the rounds, the library's over the other's.</summary>
    public double Ratio => Median(_rounds.ConvertAll(static round => round.Library / round.Other));

    public double Library => Median(_rounds.ConvertAll(static round => round.Library));

    public double Other => Median(_rounds.ConvertAll(static round => round.Other));

    /// <summary>Runs both once unmeasured, then in rounds; the one that begins changes with each round.</summary>
    public static async Task<IReadOnlyList<(T Library, T Other)>> RunAsync<T>(int rounds, Func<Task<T>> library, Func<Task<T>> other)
    {
        await other();
        await library();
        var results = new List<(T, T)>(rounds);
        for (var i = 0; i < rounds; i++)
        {
            if (i % 2 == 0)
            {
                var first = await library();
                results.Add((first, await other()));
            }
            else
            {
                var first = await other();
                results.Add((await library(), first));
            }
        }

        return results;
    }

    /// <summary>Takes one figure of each round.</summary>
    public static Comparison Of<T>(IReadOnlyList<(T Library, T Other)> rounds, Func<T, double> figure)
    {
        var comparison = new Comparison();
        comparison._rounds.AddRange(rounds.Select(round => (figure(round.Library), figure(round.Other))));
        return comparison;
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
