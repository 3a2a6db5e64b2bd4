using GlobusCompute.Remote.Tests.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Substitutes.Tests;

/// <summary>The app under test.</summary>
/// <param name="analysis">What it calls.</param>
internal sealed class Laboratory(IAnalysis analysis)
{
    public static readonly double[] X = [1, 2, 3];
    public static readonly double[] Y = [2, 4, 6];

    /// <summary>The kinds of exceptions that the library throws.</summary>
    public static TheoryData<string> Kinds => [.. EveryException.Kinds];

    /// <summary>Fits, looks up and saves.</summary>
    public async Task<string> MeasureAsync(string name, CancellationToken cancellationToken)
    {
        var count = analysis.Count(name, cancellationToken);
        var fit = await analysis.FitLine(X, Y);
        var place = await analysis.Find(name);
        await analysis.Save(name, fit.Slope);
        return $"{fit.Slope} at {place ?? "no place"}, {await count} in all";
    }
}
