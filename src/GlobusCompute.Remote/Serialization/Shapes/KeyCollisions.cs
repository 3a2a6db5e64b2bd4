using System.Numerics;
using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Keeps sets and dictionaries from hashes that were chosen to collide. .NET's hashes of numbers, times and ids are public, so a few hundred kilobytes of
/// them can take minutes to insert; texts have a random hash for that case, and where very many of other keys meet in one place they get one here.
/// </summary>
internal static class KeyCollisions
{
    private const int Few = 64;

    /// <summary>A set of items, compared as .NET does.</summary>
    public static HashSet<T> SetOf<T>(ReadOnlySpan<T> items)
    {
        var set = new HashSet<T>(items.Length);
        if (AreMany(items, set.EnsureCapacity(0)))
        {
            // Without a capacity: very many may be one and the same.
            set = new HashSet<T>(Unpredictable<T>.Instance);
        }

        foreach (var item in items)
        {
            set.Add(item);
        }

        return set;
    }

    /// <summary>An empty dictionary for keys, which are compared as .NET does.</summary>
    public static Dictionary<TKey, TValue> DictionaryFor<TKey, TValue>(ReadOnlySpan<TKey> keys)
        where TKey : notnull
    {
        var dictionary = new Dictionary<TKey, TValue>(keys.Length);
        return AreMany(keys, dictionary.EnsureCapacity(0)) ? new Dictionary<TKey, TValue>(keys.Length, Unpredictable<TKey>.Instance) : dictionary;
    }

    /// <summary>A hash that nobody outside of this process can know, equal for equal keys.</summary>
    public static int Unguessable(object? key)
    {
        switch (key)
        {
            case null:
                return 0;
            case long number:
                return Mixed(number);
            case ulong number:
                return Mixed((long)number);
            case Int128 number:
                return HashCode.Combine(Mixed((long)number), Mixed((long)(number >> 64)));
            case UInt128 number:
                return HashCode.Combine(Mixed((long)(ulong)number), Mixed((long)(ulong)(number >> 64)));
            case double number:
                return Mixed(number);
            case float number:
                return Mixed(number);
            case Half number:
                return Mixed((double)number);
            case Complex number:
                return HashCode.Combine(Mixed(number.Real), Mixed(number.Imaginary));
            case decimal number:
                // Zeros at the end make no other number.
                Span<int> bits = stackalloc int[4];
                decimal.GetBits(number / 1.0000000000000000000000000000m, bits);
                return HashCode.Combine(bits[0], bits[1], bits[2], bits[3]);
            case DateTime time:
                return Mixed(time.Ticks);
            case DateTimeOffset time:
                return Mixed(time.UtcTicks);
            case TimeOnly time:
                return Mixed(time.Ticks);
            case TimeSpan span:
                return Mixed(span.Ticks);
            case Guid id:
                Span<byte> bytes = stackalloc byte[16];
                id.TryWriteBytes(bytes);
                var hash = default(HashCode);
                hash.AddBytes(bytes);
                return hash.ToHashCode();
            default:
                return HashCode.Combine(key.GetHashCode());
        }
    }

    private static bool AreMany<T>(ReadOnlySpan<T> keys, int places)
    {
        // Texts take care of it themselves.
        if (keys.Length <= Few || typeof(T) == typeof(string))
        {
            return false;
        }

        var counts = new byte[places];
        foreach (var key in keys)
        {
            ref var count = ref counts[(int)((uint)(key?.GetHashCode() ?? 0) % (uint)places)];
            if (++count > Few)
            {
                return true;
            }
        }

        return false;
    }

    private static int Mixed(long value) => HashCode.Combine((int)value, (int)(value >> 32));

    // Zeros of both signs are one key, and so are all NaNs.
    private static int Mixed(double value) => Mixed(value == 0 ? 0 : double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value));

    private sealed class Unpredictable<T> : IEqualityComparer<T>
    {
        public static readonly Unpredictable<T> Instance = new();

        public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x!, y!);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int GetHashCode(T key)
        {
            // The commonest keys, without making an object of each.
            if (typeof(T) == typeof(int))
            {
                return Mixed((int)(object)key!);
            }

            if (typeof(T) == typeof(long))
            {
                return Mixed((long)(object)key!);
            }

            return typeof(T) == typeof(double) ? Mixed((double)(object)key!) : Unguessable(key);
        }
    }
}
