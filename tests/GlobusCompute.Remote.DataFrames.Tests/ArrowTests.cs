using Apache.Arrow;
using Apache.Arrow.Types;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>Record batches as pandas sees them: categories, names and time zones.</summary>
public sealed class ArrowTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    [Theory]
    [InlineData("pd.array(['b', 'a'], dtype='string')")]
    [InlineData("pd.array([2, 1], dtype='Int64')")]
    [InlineData("pd.array([True, False], dtype='boolean')")]
    [InlineData("['b', 'a']")]
    [InlineData("[2.5, 1.5]")]
    [InlineData("[None]")]
    public void Categories_have_the_same_dtype_again(string values)
    {
        var batch = Wire.Read<RecordBatch>(pandas.Send($"encode pd.DataFrame({{'x': pd.Categorical({values})}})"));

        Assert.Equal("", pandas.Text("decode", Wire.Write(batch)));
        Assert.Equal(pandas.Text($"run str(pd.Categorical({values}).categories.dtype)"), pandas.Text("run str(frame.x.cat.categories.dtype)"));
        Assert.Equal("True", pandas.Text($"run frame.x.equals(pd.Series(pd.Categorical({values})))"));
    }

    [Theory]
    [InlineData("pd.DataFrame({'a\\udc80': [1]})")]
    [InlineData("pd.DataFrame({'a': [1]}, index=pd.Index([1], name='a\\udc80'))")]
    [InlineData("pd.Series([1], name='a\\udc80')")]
    public void Names_that_are_not_Unicode_text_are_refused_on_the_worker(string expression) => Assert.Contains(
        "the name of a column or of the index 'a\\udc80' has half a surrogate pair", pandas.Text("encode " + expression), StringComparison.Ordinal);

    [Fact]
    public void Names_that_are_not_Unicode_text_are_refused_before_they_are_sent()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("a\ud800", [1]));
        var error = Assert.Throws<FormatException>(() => Wire.Write(frame));
        Assert.Contains("its name has half a surrogate pair", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Wire.Write(new DataFrame(new Int32DataFrameColumn("a😀", [1]))));
    }

    [Fact]
    public void Nulls_and_repeated_values_of_a_dictionary_are_missing_values_and_one_category()
    {
        var indices = new Int8Array.Builder().AppendRange([0, 1, 2, 3]).AppendNull().Build();
        var texts = new StringArray.Builder().Append("b").AppendNull().Append("a").Append("b").Build();
        var numbers = new Int16Array.Builder().Append(7).AppendNull().Append(-1).Append(7).Build();

        Decode(Batch(Dictionary(indices, texts), Dictionary(indices, numbers)));

        Assert.Equal("['b', 'a']", pandas.Text("run frame.x0.cat.categories.tolist()"));
        Assert.Equal("['b', None, 'a', 'b', None]", pandas.Text("run [None if pd.isna(v) else v for v in frame.x0]"));
        Assert.Equal("[7, -1]", pandas.Text("run frame.x1.cat.categories.tolist()"));
        Assert.Equal("[0, -1, 1, 0, -1]", pandas.Text("run frame.x1.cat.codes.tolist()"));
    }

    [Fact]
    public void An_index_outside_of_the_dictionary_is_refused_by_column_and_row()
    {
        var array = Dictionary(new UInt64Array.Builder().Append(0).Append(ulong.MaxValue).Build(), new StringArray.Builder().Append("b").Build());

        var error = Assert.Throws<FormatException>(() => Wire.Write(Batch(array)));
        Assert.Contains(
            "column 'x0', row 1: the index 18446744073709551615 is outside of the dictionary, which has 1 values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_pandas_itself_refuses_is_refused_by_the_name_of_its_column()
    {
        var type = new TimestampType(TimeUnit.Nanosecond, "Nowhere/Land");
        var times = new TimestampArray.Builder(type).Append(DateTimeOffset.UnixEpoch).Build();

        Assert.Contains("ValueError: column 'x0': ", pandas.Text("decode", Wire.Write(Batch(times))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+0130", "1970-01-01 01:30:00+01:30")]
    [InlineData("-03:30", "1969-12-31 20:30:00-03:30")]
    [InlineData("+01", "1970-01-01 01:00:00+01:00")]
    [InlineData("+00:00", "1970-01-01 00:00:00+00:00")]
    [InlineData("Asia/Kolkata", "1970-01-01 05:30:00+05:30")]
    public void Time_zones_of_Arrow_are_names_and_offsets(string zone, string text)
    {
        Decode(Batch(new TimestampArray.Builder(new TimestampType(TimeUnit.Nanosecond, zone)).Append(DateTimeOffset.UnixEpoch).Build()));

        Assert.Equal($"'{text}'", pandas.Text("run str(frame.x0[0])"));
    }

    [Theory]
    [InlineData("+1")]
    [InlineData("+25:00")]
    [InlineData("-01:75")]
    [InlineData("+1:030")]
    [InlineData("+")]
    public void Offsets_that_are_none_are_refused_by_column(string zone)
    {
        var times = new TimestampArray.Builder(new TimestampType(TimeUnit.Nanosecond, zone)).Append(DateTimeOffset.UnixEpoch).Build();

        var error = Assert.Throws<FormatException>(() => Wire.Write(Batch(times)));
        Assert.Contains($"column 'x0': the time zone '{zone}' is neither a name nor an offset", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_count_that_is_NaT_in_pandas_is_refused_where_it_is_not_null()
    {
        var counts = new ArrowBuffer.Builder<long>().Append(long.MinValue).Append(5).Append(long.MinValue).Build();
        IArrowArray Times(int nulls, byte valid) => ArrowArrayFactory.BuildArray(new ArrayData(
            new TimestampType(TimeUnit.Nanosecond, (string?)null), 3, nulls, 0, [new ArrowBuffer(new[] { valid }), counts]));

        var error = Assert.Throws<FormatException>(() => Wire.Write(Batch(Times(1, 0b110))));
        Assert.Contains("column 'x0', row 2: the value is the least 64-bit number, which is NaT in pandas", error.Message, StringComparison.Ordinal);
        Decode(Batch(Times(2, 0b010)));
        Assert.Equal("[True, False, True]", pandas.Text("run frame.x0.isna().tolist()"));
    }

    [Fact]
    public void Names_of_an_index_become_text_as_those_of_columns_do_and_one_level_is_a_plain_index()
    {
        Assert.Equal(["3"], IndexOf("index=pd.Index(['a'], name=3)"));
        Assert.Equal([""], IndexOf("index=pd.Index(['a'], name=np.nan)"));
        Assert.Equal(["one"], IndexOf("index=pd.MultiIndex.from_arrays([['a']], names=['one'])"));
        Assert.Equal("'Index'", pandas.Text("run type(frame.index).__name__"));
    }

    private IEnumerable<string> IndexOf(string index)
    {
        var batch = Wire.Read<RecordBatch>(pandas.Send($"encode pd.DataFrame({{'x': [1]}}, {index})"));
        Decode(batch);
        return [.. batch.Schema.FieldsList.SelectMany(f => f.Metadata.Where(m => m.Key == "pandas.index")).Select(m => m.Value)];
    }

    private static DictionaryArray Dictionary(IArrowArray indices, IArrowArray values) =>
        new(new DictionaryType(indices.Data.DataType, values.Data.DataType, false), indices, values);

    private static RecordBatch Batch(params IArrowArray[] arrays) => new(
        new Schema(arrays.Select((a, i) => new Field($"x{i}", a.Data.DataType, nullable: true)), null), arrays, arrays[0].Length);

    private void Decode(RecordBatch batch) => Assert.Equal("", pandas.Text("decode", Wire.Write(batch)));
}
