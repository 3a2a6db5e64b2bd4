using System.Numerics;

namespace GlobusCompute.Remote.Tests.Serialization;

/// <summary>Values from a seed, of all that JSON can carry: odd floats, long integers, any UTF-16 unit, nesting.</summary>
internal sealed class RandomValues(int seed)
{
    private readonly Random _random = new(seed);

    public object? Next(int depth = 4) => _random.Next(depth > 0 ? 9 : 7) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64),
        3 => LongInteger(),
        4 or 5 => Float(),
        6 => Text(),
        7 => Enumerable.Range(0, _random.Next(5)).Select(_ => Next(depth - 1)).ToList(),
        _ => Members(depth),
    };

    public double Float() => _random.Next(8) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => -0.0,
        4 => _random.Next(-1000, 1000),
        5 => _random.NextDouble(),
        _ => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
    };

    public string Text()
    {
        var units = new char[_random.Next(12)];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = _random.Next(4) switch
            {
                0 => (char)_random.Next(0x80),
                1 => (char)_random.Next(0xD800, 0xE000),
                2 => (char)_random.Next(0x10000),
                _ => "\"\\/NaNInfinity[]{},: \n"[_random.Next(22)],
            };
        }

        return new string(units);
    }

    private object LongInteger()
    {
        var bytes = new byte[1 + _random.Next(40)];
        _random.NextBytes(bytes);
        var value = new BigInteger(bytes);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : value;
    }

    private Dictionary<string, object?> Members(int depth)
    {
        var members = new Dictionary<string, object?>();
        for (var i = _random.Next(5); i > 0; i--)
        {
            members[Text()] = Next(depth - 1);
        }

        return members;
    }
}
