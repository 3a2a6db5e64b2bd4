namespace GlobusCompute.Remote.Chaos.Plan;

/// <summary>Random numbers that a seed, a purpose and a number decide, whatever thread asks for them and when.</summary>
internal struct Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    /// <param name="seed">The run's seed.</param>
    /// <param name="what">What is decided.</param>
    /// <param name="number">Of what: a call's number, a request's ordinal.</param>
    public static Dice For(int seed, Purpose what, long number)
    {
        var dice = new Dice(((ulong)(uint)seed << 32) ^ ((ulong)what << 56) ^ (ulong)number);
        dice.Roll();
        return dice;
    }

    public bool Chance(double probability) => NextDouble() < probability;

    public double NextDouble() => (Roll() >> 11) * (1.0 / (1UL << 53));

    /// <returns>A number from 0 to below a limit.</returns>
    public int Next(int limit) => (int)(Roll() % (ulong)limit);

    // SplitMix64: every state gives an unrelated number.
    private ulong Roll()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
