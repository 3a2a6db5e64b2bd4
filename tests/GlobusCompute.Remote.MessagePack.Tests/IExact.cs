using System.Numerics;
using GlobusCompute.Remote.Serialization;
using MessagePack;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>Functions that show what arrives, and that return what an expression gives.</summary>
[ComputePayload(Format = typeof(MessagePackFormat))]
public interface IExact
{
    [ComputeFunction(Source = "def show(value):\n    return repr(value['Value'])\n")]
    ComputeFuture<string> Show(Any value);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<float>> MakeSingle(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<double>> MakeDouble(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<double?[]>> MakeDoubles(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<Dictionary<string, Numbers>>> MakeNumbers(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<decimal>> MakeDecimal(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<Half>> MakeHalf(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<Complex>> MakeComplex(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<byte[]>> MakeBytes(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<Shape?>> MakeShape(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<double[,]>> MakeGrid(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<int>> MakeInt(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<bool>> MakeBool(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<string>> MakeString(string expression);

    [ComputeFunction(Source = Make)]
    ComputeFuture<Holder<DateTimeOffset>> MakeMoment(string expression);

    [ComputeFunction(Source = "def echo(value):\n    return value\n")]
    ComputeFuture<Everything> Echo(Everything value);

    private const string Make = "import datetime, decimal, numpy, uuid, zoneinfo\ndef make(expression):\n    return {'Value': eval(expression)}\n";
}

/// <summary>A value of any type.</summary>
[MessagePackObject(keyAsPropertyName: true)]
public sealed record Any(object? Value);

/// <summary>A value of a type.</summary>
[MessagePackObject(keyAsPropertyName: true)]
public sealed record Holder<T>(T Value);

/// <summary>Numbers by their places.</summary>
[MessagePackObject]
public sealed record Numbers([property: Key(0)] float Single, [property: Key(2)] double? Double);

/// <summary>A value of each type that is written in a form of its own.</summary>
[MessagePackObject]
public sealed record Everything(
    [property: Key(0)] decimal Decimal,
    [property: Key(1)] Guid Guid,
    [property: Key(2)] DateOnly Date,
    [property: Key(3)] TimeOnly Time,
    [property: Key(4)] TimeSpan Span,
    [property: Key(5)] DateTimeOffset Moment,
    [property: Key(6)] DateTimeOffset? NullableMoment,
    [property: Key(7)] BigInteger Big,
    [property: Key(8)] Complex Complex,
    [property: Key(9)] char Char,
    [property: Key(10)] DayOfWeek Day,
    [property: Key(11)] int[,] Matrix,
    [property: Key(12)] Dictionary<int, string?> Entries,
    [property: Key(13)] double[] Doubles,
    [property: Key(14)] ulong Largest,
    [property: Key(15)] long Smallest,
    [property: Key(16)] string?[] Texts,
    [property: Key(17)] DateTimeOffset[] Moments,
    [property: Key(18)] Uri Address);
