using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Rows, the index, and what does not fit.</summary>
public sealed class RowTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    private const string Points = "pd.DataFrame({'PeakHeight': [1.5, 2.5], 'count': [1, 2], 'other': ['a', 'b']})";

    private sealed record Point(double PeakHeight, int Count, string? Note = "none");

    private sealed record Strict(double PeakHeight, int Missing);

    private sealed record Linked(Uri Link);

    private sealed record Whole(int? N);

    private struct Pair
    {
        public double PeakHeight { get; set; }

        public long Count { get; set; }
    }

    [Fact]
    public void Members_find_columns_by_their_own_name_and_in_snake_case_and_keep_defaults_without_one() =>
        Assert.Equal([new(1.5, 1), new(2.5, 2)], Read<IReadOnlyList<Point>>(Points));

    [Fact]
    public void Rows_are_structures_and_tuples_too()
    {
        Assert.Equal([(1.5, 1L), (2.5, 2L)], Read<Pair[]>(Points).Select(p => (p.PeakHeight, p.Count)));
        Assert.Equal([(1.5, 1, "a"), (2.5, 2, "b")], Read<List<(double, int, string)>>(Points));
    }

    [Fact]
    public void A_column_that_a_constructor_needs_is_required() => Refused<IReadOnlyList<Strict>>(
        Points, "the frame has no column 'missing' for Strict.Missing; it has 'PeakHeight', 'count', 'other'");

    [Fact]
    public void Registered_rows_are_the_same() => Assert.Equal(
        [new(1.5, 1), new(2.5, 2)], Wire.Read<IReadOnlyList<Point>>(pandas.Send("encode " + Points), new PandasFormat { Rows = [PandasRows.Of<Point>()] }));

    [Fact]
    public void Integers_that_pandas_holds_as_floating_point_numbers_are_integers_or_refused()
    {
        Assert.Equal([new(1), new(null)], Read<IReadOnlyList<Whole>>("pd.DataFrame({'n': [1, None]})"));
        Refused<IReadOnlyList<Whole>>("pd.DataFrame({'n': [1, 1.5]})", "column 'n', row 1: 1.5 does not fit into Int32");
        Refused<IReadOnlyList<int>>("pd.Series([1, None], name='n')", "column 'n', row 1: the value is missing (None, NaN or NaT), which Int32 cannot hold");
        Refused<IReadOnlyList<byte>>("pd.Series([1, 256], name='n')", "column 'n', row 1: 256 does not fit into Byte");
        Refused<IReadOnlyList<float>>("pd.Series([0.1], name='n')", "column 'n': the dtype float64 does not fit into Single. Declare double");
    }

    [Fact]
    public void Types_without_a_column_are_refused_by_name()
    {
        var error = Assert.Throws<NotSupportedException>(() => Read<IReadOnlyList<Linked>>(Points));
        Assert.Contains("which no column holds", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Read<Dictionary<string, int>>(Points));
        Assert.Throws<NotSupportedException>(() => Wire.Write(new List<(int, int)> { (1, 2) }));
    }

    [Theory]
    [InlineData("np.longdouble('1e4000')")]
    [InlineData("np.timedelta64(5, 'ns')")]
    [InlineData("np.datetime64(5, 'ns')")]
    [InlineData("np.complex128(1)")]
    public void Objects_of_numpy_that_would_change_are_refused_on_the_worker(string value) => Assert.Contains(
        "column 'x', row 1: an object of the type numpy.",
        pandas.Text($"encode pd.DataFrame({{'x': pd.Series([None, {value}], dtype=object)}})"),
        StringComparison.Ordinal);

    [Fact]
    public void Objects_of_numpy_that_stay_the_same_are_numbers_and_missing_values() => Assert.Equal(
        [0.5, 0.1f, double.NaN, double.NaN],
        Read<IReadOnlyList<double>>("pd.Series([np.float16(0.5), np.float32(0.1), np.datetime64('NaT'), np.longdouble('nan')], dtype=object)"));

    [Fact]
    public void The_index_is_kept_or_dropped_by_option()
    {
        const string Named = "pd.DataFrame({'x': [1, 2]}, index=pd.Index(['a', 'b'], name='key'))";
        Assert.Equal(["key", "x"], Names(Named, PandasIndex.Auto));
        Assert.Equal(["x"], Names(Named, PandasIndex.Drop));
        Assert.Equal(["x"], Names("pd.DataFrame({'x': [1, 2]})", PandasIndex.Auto));
        Assert.Equal(["index", "x"], Names("pd.DataFrame({'x': [1, 2]})", PandasIndex.Keep));
        Refused<DataFrame>("pd.DataFrame({'key': [1, 2]}, index=pd.Index(['a', 'b'], name='key'))", "column 'key': two columns of the frame");
        Refused<DataFrameColumn>("pd.Series([1], index=['a'])", "the series has an index, which DataFrameColumn cannot hold");
    }

    [Fact]
    public void Parts_with_other_columns_are_not_joined()
    {
        DataFrame one = new(new DoubleDataFrameColumn("x", [1.0])), other = new(new Int32DataFrameColumn("x", [1]));

        var error = Assert.Throws<ArgumentException>(() => DataFrameRows.JoinRows([one, other]));
        Assert.Contains("Column 0 is 'x' of Double in the first part, and 'x' of Int32 in part 1.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DataFrameRows.JoinRows([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.SplitRows(0));
    }

    private T Read<T>(string expression) => Wire.Read<T>(pandas.Send("encode " + expression));

    private IEnumerable<string> Names(string expression, PandasIndex index) =>
        Wire.Read<DataFrame>(pandas.Send("encode " + expression), new PandasFormat { Index = index }).Columns.Select(c => c.Name);

    private void Refused<T>(string expression, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Read<T>(expression)).Message, StringComparison.Ordinal);
}
