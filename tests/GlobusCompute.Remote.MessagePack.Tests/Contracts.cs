using System.Buffers;
using MessagePack;
using MessagePack.Formatters;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>All that the tests send, in the form of arrays.</summary>
[MessagePackObject]
public sealed record Sample(
    [property: Key(0)] long Whole,
    [property: Key(1)] ulong Natural,
    [property: Key(2)] double Number,
    [property: Key(3)] float Single,
    [property: Key(4)] string? Text,
    [property: Key(5)] byte[]? Bytes,
    [property: Key(6)] DateTime When,
    [property: Key(7)] bool? Flag,
    [property: Key(8)] Shape? Shape,
    [property: Key(9)] Dictionary<string, int>? Counts,
    [property: Key(10)] List<Named>? Parts,
    [property: Key(12)] Fraction Fraction,
    [property: Key(13)] Dictionary<int, string>? ByNumber);

/// <summary>The form of maps.</summary>
[MessagePackObject]
public sealed record Named([property: Key("name")] string Name, [property: Key("value")] double? Value);

/// <summary>A member of any type.</summary>
[MessagePackObject]
public sealed record NamedAny([property: Key("name")] string Name, [property: Key("value")] object? Value);


[Union(0, typeof(Circle))]
[Union(3, typeof(Box))]
public abstract record Shape;

[MessagePackObject]
public sealed record Circle([property: Key(0)] double Radius) : Shape;

[MessagePackObject]
public sealed record Box([property: Key(0)] int Width, [property: Key(1)] short Height) : Shape;

/// <summary>A type whose formatter writes an extension.</summary>
[MessagePackFormatter(typeof(FractionFormatter))]
public readonly record struct Fraction(byte Over, byte Under);

public sealed class FractionFormatter : IMessagePackFormatter<Fraction>
{
    public void Serialize(ref MessagePackWriter writer, Fraction value, MessagePackSerializerOptions options) =>
        writer.WriteExtensionFormat(new ExtensionResult(17, new byte[] { value.Over, value.Under }));

    public Fraction Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        var data = reader.ReadExtensionFormat().Data.ToArray();
        return new Fraction(data[0], data[1]);
    }
}

/// <summary>Makes samples of a seed.</summary>
internal sealed class Samples(int seed)
{
    private static readonly long[] s_edges = [0, 1, -1, 127, 128, -32, -33, 255, 256, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];
    private static readonly double[] s_numbers = [0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, Math.PI];
    private static readonly string[] s_texts = ["", "a", "grüße", "𝒳\0\n\"", new('x', 31), new('y', 32), new('z', 300)];

    private readonly Random _random = new(seed);

    public List<Sample> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private Sample Next() => new(
        Pick(s_edges),
        (ulong)Pick(s_edges),
        Pick(s_numbers),
        (float)Pick(s_numbers),
        Maybe(() => Pick(s_texts)),
        Maybe(() => Filled(_random.Next(0, 300))),
        When(),
        _random.Next(3) switch { 0 => null, var n => n == 1 },
        Maybe<Shape>(() => _random.Next(2) == 0 ? new Circle(Pick(s_numbers)) : new Box((int)(Pick(s_edges) % int.MaxValue), (short)_random.Next(-40, 200))),
        Maybe(() => Enumerable.Range(0, _random.Next(20)).ToDictionary(i => $"key {i}", _ => _random.Next())),
        Maybe(() => Enumerable.Range(0, _random.Next(20)).Select(i => new Named(Pick(s_texts), i % 2 == 0 ? null : Pick(s_numbers))).ToList()),
        new Fraction((byte)_random.Next(256), (byte)_random.Next(256)),
        Maybe(() => Enumerable.Range(0, _random.Next(4)).ToDictionary(i => (i - 1) * 40_000, _ => Pick(s_texts))));

    // Whole seconds, microseconds and 100 ns, before and after 1970, to both ends of the calendar.
    private DateTime When() => _random.Next(6) switch
    {
        0 => DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        1 => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        2 => DateTime.UnixEpoch.AddSeconds(_random.Next()),
        3 => DateTime.UnixEpoch.AddSeconds(-_random.Next()).AddTicks(10 * _random.Next(10_000_000)),
        _ => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc),
    };

    private byte[] Filled(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];

    private T? Maybe<T>(Func<T> make)
        where T : class => _random.Next(4) == 0 ? null : make();
}
