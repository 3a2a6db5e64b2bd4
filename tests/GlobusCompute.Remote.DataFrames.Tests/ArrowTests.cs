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
        "the name 'a\\udc80' of a column or of the index has half a surrogate pair", pandas.Text("encode " + expression), StringComparison.Ordinal);

    [Fact]
    public void Names_that_are_not_Unicode_text_are_refused_before_they_are_sent()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("a\ud800", [1]));
        var error = Assert.Throws<FormatException>(() => Wire.Write(frame));
        Assert.Contains("its name has half a surrogate pair", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Wire.Write(new DataFrame(new Int32DataFrameColumn("a😀", [1]))));
    }
}
