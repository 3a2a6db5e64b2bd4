using Apache.Arrow;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>A million rows of each dtype, by hand: the time and memory of a run are not for every build.</summary>
public sealed class LargeFrameTests(PandasProcess pandas) : IClassFixture<PandasProcess>
{
    [Theory(Explicit = true)]
    [InlineData("bool")]
    [InlineData("boolean")]
    [InlineData("int8")]
    [InlineData("int16")]
    [InlineData("int32")]
    [InlineData("int64")]
    [InlineData("uint8")]
    [InlineData("uint16")]
    [InlineData("uint32")]
    [InlineData("uint64")]
    [InlineData("Int8")]
    [InlineData("Int16")]
    [InlineData("Int32")]
    [InlineData("Int64")]
    [InlineData("UInt8")]
    [InlineData("UInt16")]
    [InlineData("UInt32")]
    [InlineData("UInt64")]
    [InlineData("float16")]
    [InlineData("float32")]
    [InlineData("float64")]
    [InlineData("Float32")]
    [InlineData("Float64")]
    [InlineData("object")]
    [InlineData("string")]
    [InlineData("category")]
    [InlineData("category[int]")]
    [InlineData("object[bool]")]
    [InlineData("object[int]")]
    [InlineData("object[float]")]
    [InlineData("time")]
    [InlineData("zone")]
    [InlineData("timedelta")]
    public void A_million_rows_come_back_as_they_were(string dtype) =>
        Assert.Equal("", pandas.Text("compare", Wire.Write(Wire.Read<RecordBatch>(pandas.Send($"large {dtype} 1000000")))));
}
