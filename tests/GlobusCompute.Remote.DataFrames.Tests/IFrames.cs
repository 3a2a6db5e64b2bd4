using Apache.Arrow;
using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>A measurement; lists of it are data frames.</summary>
[ComputeFormat(typeof(PandasFormat))]
public sealed record Measurement(string? Site, double Value, DateTime? TakenAt = null);

/// <summary>A row of a summary.</summary>
[ComputeFormat(typeof(PandasFormat))]
public sealed record SiteSummary(string Site, double Mean, int Count);

[ComputePayload(Format = typeof(PandasFormat))]
public interface IFrames
{
    [ComputeFunction(File = "frames.py", Name = "summarize")]
    ComputeFuture<DataFrame> Summarize(DataFrame frame, string column);

    [ComputeFunction(File = "frames.py", Name = "summarize")]
    ComputeFuture<IReadOnlyList<SiteSummary>> SummarizeRows(IReadOnlyList<Measurement> frame, string column);

    [ComputeFunction(File = "frames.py", Name = "summarize")]
    ComputeFuture<RecordBatch> SummarizeBatch(RecordBatch frame, string column);

    [ComputeFunction(File = "frames.py", Name = "double")]
    ComputeMap<DataFrame> Double([ComputeEach] IEnumerable<DataFrame> frame);

    [ComputeFunction(File = "frames.py", Name = "total")]
    ComputeFuture<double> Total(DataFrameColumn values);

    [ComputeFunction(File = "frames.py", Name = "squares")]
    ComputeFuture<DataFrameColumn> Squares(int count);

    [ComputeFunction(File = "frames.py", Name = "mixed")]
    ComputeFuture<DataFrame> Mixed();

    [ComputeFunction(File = "frames.py", Name = "levels")]
    ComputeFuture<DataFrame> Levels();

    [ComputeFunction(File = "frames.py", Name = "described")]
    ComputeFuture<string> Described(DataFrame frame);

    [ComputeFunction(File = "frames.py", Name = "nothing")]
    ComputeFuture<DataFrame?> Nothing(DataFrame? frame);
}
