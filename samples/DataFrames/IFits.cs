using GlobusCompute.Remote;
using GlobusCompute.Remote.DataFrames;
using GlobusCompute.Remote.Serialization;
using Microsoft.Data.Analysis;

namespace DataFrames;

/// <summary>The functions of <c>fits.py</c>, whose annotations (<c>pd.DataFrame</c>) the compiler compares with these methods.</summary>
[ComputePayload(Format = typeof(PandasFormat))]
public interface IFits
{
    /// <summary>Size and ranges of each data set.</summary>
    [ComputeFunction(File = "fits.py")]
    ComputeFuture<DataFrame> Summarize(DataFrame measurements);

    /// <summary>The parameters of each data set's model, as typed rows.</summary>
    [ComputeFunction(File = "fits.py")]
    ComputeFuture<IReadOnlyList<Estimate>> Fit(DataFrame measurements);

    /// <summary>Points of each fitted curve. Typed rows are a data frame of pandas as an argument too.</summary>
    [ComputeFunction(File = "fits.py")]
    ComputeFuture<DataFrame> Curves(IReadOnlyList<Estimate> estimates, DataFrame summary, int points);
}

/// <summary>A row of the fits. The standard deviation of residuals has no standard error; pandas has NaN there.</summary>
[ComputeFormat(typeof(PandasFormat))]
public sealed record Estimate(string Dataset, string Parameter, double Value, double? StandardError);
