using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>Numbers that look random and depend on nothing but their arguments, on every version of .NET.</summary>
internal static class SeededNumbers
{
    /// <summary>A number from 0 up to but not 1.</summary>
    public static double Draw(int seed, int index, int number) => (Mix(seed, index, number) >> 11) * (1.0 / (1UL << 53));

    /// <summary>An id that no service makes.</summary>
    public static Guid Id(int seed, int index, int number)
    {
        ReadOnlySpan<ulong> parts = [Mix(seed, index, number), Mix(~seed, index, number)];
        return new Guid(MemoryMarshal.AsBytes(parts));
    }

    private static ulong Mix(int seed, int index, int number) => Mix(Mix(Mix((uint)seed) + (uint)index) + (uint)number);

    // The output function of SplitMix64 (Steele, Lea, Flood 2014): neighbours in, strangers out.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
