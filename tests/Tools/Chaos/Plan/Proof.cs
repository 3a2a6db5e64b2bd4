using System.Globalization;

namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>What each call must give, by its number: a result of another call is seen to be one.</summary>
internal static class Proof
{
    public static long Of(long number) => number * 2_654_435_761 % 1_000_003;

    public static bool Fits(IReadOnlyList<long> result, long number) => result.Count == 2 && result[0] == number && result[1] == Of(number);

    public static string Text(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}:{Secrets.Mark}:{string.Concat(Enumerable.Repeat("é😀\u0001\"\\", (int)(number % 40)))}");

    public static string Failure(long number) => string.Create(CultureInfo.InvariantCulture, $"{number} is refused, {Secrets.Mark}");
}
