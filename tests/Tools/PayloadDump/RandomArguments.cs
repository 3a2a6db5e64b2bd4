using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.PayloadDump;

/// <summary>Arguments of every kind from a seed; the ends of the ranges come often.</summary>
internal sealed class RandomArguments(int seed)
{
    private const string Odd = "\"\\/abcNaN[]{},: \n\u0001";

    private readonly Random _random = new(seed);

    public int Int(int below) => _random.Next(below);

    public bool Bool() => _random.Next(2) == 0;

    public T[] Many<T>(Func<T> one, int atMost = 6) => [.. Enumerable.Range(0, _random.Next(atMost + 1)).Select(_ => one())];

    public long Long() => _random.Next(6) switch
    {
        0 => long.MinValue,
        1 => long.MaxValue,
        2 => (1L << _random.Next(63)) - _random.Next(2),
        3 => -(1L << _random.Next(63)) + _random.Next(2),
        _ => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64),
    };

    public int Int() => unchecked((int)(Long() >> (Bool() ? 0 : 32)));

    public BigInteger Big()
    {
        var bytes = new byte[1 + _random.Next(Bool() ? 20 : 600)];
        _random.NextBytes(bytes);
        return new BigInteger(bytes);
    }

    public Int128 Wide() => new((ulong)Long(), (ulong)Long());

    public double Double() => _random.Next(8) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        3 => -0.0,
        4 => _random.Next(-1000, 1000),
        5 => _random.NextDouble(),
        _ => BitConverter.Int64BitsToDouble(Long()),
    };

    /// <summary>Any UTF-16 units, halves of pairs included.</summary>
    public string Text() => new(Many(
        () => _random.Next(5) switch
        {
            0 => (char)_random.Next(0x80),
            1 => (char)_random.Next(0xD800, 0xE000),
            2 => (char)_random.Next(0x10000),
            _ => Odd[_random.Next(Odd.Length)],
        },
        Bool() ? 12 : 300));

    /// <summary>Text that a JSON document can hold.</summary>
    public string CleanText() => new(Many(() => (char)_random.Next(0x20, 0xD000), 12));

    public string? MaybeText() => _random.Next(5) == 0 ? null : Text();

    public byte[] Bytes()
    {
        var bytes = new byte[_random.Next(_random.Next(4) == 0 ? 1000 : 20)];
        _random.NextBytes(bytes);
        return bytes;
    }

    public decimal Decimal() => new(Int(), Int(), Int(), Bool(), (byte)_random.Next(29));

    public Guid Guid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public DateTime DateTime()
    {
        var ticks = _random.Next(6) switch
        {
            0 => System.DateTime.MinValue.Ticks,
            1 => System.DateTime.MaxValue.Ticks,
            2 => new DateTime(2024, 2, 29).Ticks,
            _ => _random.NextInt64(System.DateTime.MaxValue.Ticks),
        };
        return new DateTime(ticks, _random.Next(3) switch { 0 => DateTimeKind.Utc, 1 when ticks > System.TimeSpan.TicksPerDay * 2 && ticks < System.DateTime.MaxValue.Ticks - (System.TimeSpan.TicksPerDay * 2) => DateTimeKind.Local, _ => DateTimeKind.Unspecified });
    }

    public DateTimeOffset DateTimeOffset() => new(
        new DateTime(_random.NextInt64(System.TimeSpan.TicksPerDay * 2, System.DateTime.MaxValue.Ticks - (System.TimeSpan.TicksPerDay * 2))),
        System.TimeSpan.FromMinutes(_random.Next(3) == 0 ? 0 : _random.Next(-14 * 60, (14 * 60) + 1)));

    public DateOnly DateOnly() => System.DateOnly.FromDateTime(DateTime());

    public TimeOnly TimeOnly() => System.TimeOnly.FromDateTime(DateTime());

    public TimeSpan TimeSpan() => new(Long());

    public Complex Complex() => new(Double(), Double());

    public Half Half() => (Half)Double();

    public float Float() => (float)Double();

    public (int, string) Pair() => (Int(), Text());

    public T[,] Grid<T>(Func<T> one)
    {
        var grid = new T[_random.Next(4), _random.Next(4)];
        for (var i = 0; i < grid.GetLength(0); i++)
        {
            for (var j = 0; j < grid.GetLength(1); j++)
            {
                grid[i, j] = one();
            }
        }

        return grid;
    }

    public int[,,] Cube()
    {
        var cube = new int[_random.Next(3), _random.Next(3), _random.Next(3)];
        for (var i = 0; i < cube.GetLength(0); i++)
        {
            for (var j = 0; j < cube.GetLength(1); j++)
            {
                for (var k = 0; k < cube.GetLength(2); k++)
                {
                    cube[i, j, k] = Int();
                }
            }
        }

        return cube;
    }

    public Dictionary<TKey, TValue> Dict<TKey, TValue>(Func<TKey> key, Func<TValue> value)
        where TKey : notnull
    {
        var dictionary = new Dictionary<TKey, TValue>();
        foreach (var one in Many(key))
        {
            dictionary[one] = value();
        }

        return dictionary;
    }

    public Sample Sample(int depth = 2) => new(
        MaybeText(),
        Bytes(),
        DateTime(),
        (Int(), Int()),
        [.. Many(Text)],
        Dict(Int, Decimal),
        depth > 0 && Bool() ? Sample(depth - 1) : null,
        Many(Double),
        Any(depth),
        (DayOfWeek)_random.Next(7),
        Bool() ? null : Guid());

    /// <summary>Anything, of types that are known only when it is there.</summary>
    public object? Any(int depth = 3) => _random.Next(depth > 0 ? 24 : 16) switch
    {
        0 => null,
        1 => Bool(),
        2 => Long(),
        3 => Big(),
        4 => Double(),
        5 => Text(),
        6 => Bytes(),
        7 => Decimal(),
        8 => Guid(),
        9 => DateTime(),
        10 => DateTimeOffset(),
        11 => DateOnly(),
        12 => TimeOnly(),
        13 => TimeSpan(),
        14 => Complex(),
        15 => Many(Double),
        16 => Many(() => Any(depth - 1)).ToList(),
        17 => Many(() => Any(depth - 1)),
        18 => Dict(Text, () => Any(depth - 1)),
        19 => new HashSet<string>(Many(Text)),
        20 => (Int(), Any(depth - 1)),
        21 => Dict(Guid, Text),
        22 => Dict(() => (Int(), Text()), () => Any(depth - 1)),
        _ => (Any(depth - 1), Any(depth - 1), Any(depth - 1)),
    };

    /// <summary>Anything that JSON carries.</summary>
    public object? Plain(int depth = 3) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => Bool(),
        2 => Long(),
        3 => Double(),
        4 => Text(),
        5 => Many(() => Plain(depth - 1)).ToList(),
        _ => Dict(Text, () => Plain(depth - 1)),
    };

    public JsonNode? Node(int depth = 3) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(Bool()),
        2 => JsonValue.Create(Long()),
        3 => JsonValue.Create(_random.NextDouble()),
        4 => JsonValue.Create(CleanText()),
        5 => new JsonArray(Many(() => Node(depth - 1))),
        _ => new JsonObject(Dict(CleanText, () => Node(depth - 1))),
    };

    public JsonElement Element() => JsonSerializer.SerializeToElement(Node());
}
