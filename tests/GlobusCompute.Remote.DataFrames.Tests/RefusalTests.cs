using System.Numerics;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>What is neither a series nor rows, and rows whose own code throws: each is refused with a sentence.</summary>
public sealed class RefusalTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    [Fact]
    public void Lists_of_values_without_a_dtype_are_not_taken_for_rows_of_their_properties()
    {
        // A decimal has a property Scale, a DateOnly a Year, a list a Capacity: those would be columns.
        Refused("Decimal", new[] { 1.5m });
        Refused("Decimal?", new decimal?[] { 1.5m });
        Refused("DateOnly", new[] { new DateOnly(2026, 1, 1) });
        Refused("Guid", new[] { Guid.Empty });
        Refused("BigInteger", new[] { BigInteger.One });
        Refused("Complex", new[] { Complex.One });
        Refused("List<Double>", new[] { new List<double> { 1 } });
        Refused("Int32[]", new[] { new[] { 1 } });
        Refused("Dictionary<String, Int32>", new[] { new Dictionary<string, int> { ["a"] = 1 } });
        Refused("DayOfWeek", new[] { DayOfWeek.Friday });
        Refused("Char", new[] { 'a' });
        Refused("Object", new object[] { 1 });
        Refused("Point?", new Point?[] { new(1, 2) });

        void Refused<T>(string type, T[] values)
        {
            var error = Assert.Throws<NotSupportedException>(() => Wire.Write(values));
            Assert.Contains($"a list of {type} is neither a series nor rows", error.Message, StringComparison.Ordinal);
            Assert.Throws<NotSupportedException>(() => Wire.Read<T[]>(pandas.Send("encode pd.DataFrame({'scale': [1], 'year': [1], 'capacity': [1]})")));
        }
    }

    [Fact]
    public void Pairs_and_tuples_of_NET_are_rows()
    {
        Assert.Equal("", pandas.Text("decode", Wire.Write(new[] { KeyValuePair.Create("a", 1) })));
        Assert.Equal("{'key': ['a'], 'value': [1]}", pandas.Text("run frame.to_dict('list')"));
        Assert.Equal("", pandas.Text("decode", Wire.Write(new[] { Tuple.Create("a", 1) })));
        Assert.Equal("{'item1': ['a'], 'item2': [1]}", pandas.Text("run frame.to_dict('list')"));
    }

    [Fact]
    public void A_constructor_that_throws_is_named_with_its_row()
    {
        var error = Assert.Throws<FormatException>(() => Wire.Read<Small[]>(pandas.Send("encode pd.DataFrame({'value': [1, 2]})")));
        Assert.Equal("row 1: Small refused the values: No more than 1. (Parameter 'value')", error.Message);
    }

    [Fact]
    public void A_setter_that_throws_is_named_with_its_row()
    {
        var error = Assert.Throws<FormatException>(() => Wire.Read<SmallToo[]>(pandas.Send("encode pd.DataFrame({'value': [1, 2]})")));
        Assert.Equal("row 1: SmallToo refused the values: No more than 1.", error.Message);
    }

    [Fact]
    public void A_getter_that_throws_is_named_with_its_column_and_row()
    {
        var error = Assert.Throws<FormatException>(() => Wire.Write(new[] { new Late { IsReady = true }, new Late() }));
        Assert.Equal("column 'value', row 1: the member of Late faulted: Not yet.", error.Message);
    }

    [Fact]
    public void A_type_that_cannot_be_shown_is_named_as_C_sharp_has_it()
    {
        var error = Assert.Throws<NotSupportedException>(() => Wire.Write(new[] { new Listed([], null) }));
        Assert.Contains("Listed.Days is of the type List<DayOfWeek>, which no column holds", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("microseconds=1")]
    [InlineData("hours=1, microseconds=7")]
    [InlineData("seconds=1")]
    [InlineData("minutes=-61, seconds=30")]
    public void Offsets_of_parts_of_a_minute_are_refused_by_the_worker(string offset) => Assert.Contains(
        "is not in whole minutes",
        pandas.Text($"encode pd.Series(pd.to_datetime(['2026-01-01', None])).dt.tz_localize(datetime.timezone(datetime.timedelta({offset})))"),
        StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_not_Unicode_text_is_refused_by_the_worker() => Assert.Contains(
        "the key 'a\\udc80' has half a surrogate pair", pandas.Text("encode {'a\\udc80': pd.DataFrame({'a': [1]})}"), StringComparison.Ordinal);

    [Fact]
    public void An_index_that_pandas_refuses_is_named()
    {
        var data = Wire.Write(new[] { new Halved((Half)1.5, 2) }, new PandasFormat { IndexColumns = ["key"] });
        if (pandas.Text("run pd.__version__ < '2'") == "False")
        {
            Assert.Contains("column 'key': NotImplementedError: ", pandas.Text("decode", data), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("", pandas.Text("decode", data));
            Assert.Equal("[1.5]", pandas.Text("run frame.index.tolist()"));
        }
    }

    [Fact]
    public void Durations_that_pandas_cannot_hold_are_called_durations()
    {
        var error = Assert.Throws<FormatException>(() => Wire.Write(new[] { TimeSpan.Zero, TimeSpan.MaxValue }));
        Assert.Contains("row 1: the column has durations of more than 292 years", error.Message, StringComparison.Ordinal);
    }

    public readonly record struct Point(int X, int Y);

    public sealed record Listed(List<DayOfWeek> Days, int? Count);

    public sealed record Halved(Half Key, int Value);

    public sealed class Small(int value)
    {
        public int Value { get; } = value < 2 ? value : throw new ArgumentException("No more than 1.", nameof(value));
    }

    public sealed class SmallToo
    {
        private int _value;

        public int Value
        {
            get => _value;
            set => _value = value < 2 ? value : throw new InvalidOperationException("No more than 1.");
        }
    }

    public sealed class Late
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public bool IsReady { get; init; }

        public int Value => IsReady ? 1 : throw new InvalidOperationException("Not yet.");
    }
}
