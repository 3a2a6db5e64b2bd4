using System.Buffers;
using Microsoft.Data.Analysis;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>What writing a data frame allocates.</summary>
public sealed class WriteCostTests
{
    [Fact]
    public void Columns_of_numbers_are_written_from_their_own_memory()
    {
        const int Rows = 100_000;
        var frame = new DataFrame(
            new DoubleDataFrameColumn("a", new double[Rows]), new Int64DataFrameColumn("b", new long[Rows]), new SingleDataFrameColumn("c", new float[Rows]));
        var output = new ArrayBufferWriter<byte>(Rows * 24);
        var format = new PandasFormat();
        format.Write(output, frame);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        format.Write(output, frame);

        Assert.InRange(output.WrittenCount, Rows * 20, Rows * 20 + 1000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
