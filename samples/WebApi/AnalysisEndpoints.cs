using GlobusCompute.Remote;
using GlobusCompute.Remote.Hosting;

namespace WebApi;

/// <summary>The routes: the same analysis as the app itself, and as the user who calls.</summary>
internal static class AnalysisEndpoints
{
    public static void MapAnalysis(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", static () => """
            POST /fits      {"x": [0, 1, 2], "y": [1, 3, 5]}                        a line through points, as the app
            POST /peaks     {"x": [0, 1, 2], "y": [1, 3, 2], "threshold": 1}        peaks of a curve, as the app
            POST /my/peaks  the same, as the user of the token in "Authorization: Bearer …", or who is signed in
            GET  /runs      a page with the runs of who is signed in, where the app has a client at Globus (GlobusSignIn)
            GET  /health    whether calls can be made
            """);

        // Minimal APIs know Task<T> and no class derived from it, so handlers await their future.
        routes.MapPost("/fits", static async (Curve curve, IAnalysis analysis) => await analysis.FitLine(curve.X, curve.Y));
        routes.MapPost("/peaks", static async (Curve curve, IAnalysis analysis) => await analysis.FindPeaks(curve.X, curve.Y, threshold: curve.Threshold));
        routes.MapPost("/my/peaks", static async (Curve curve, ComputeClientLease mine) =>
        {
            var future = mine.CreateProxy<IAnalysis>().FindPeaks(curve.X, curve.Y, threshold: curve.Threshold);
            return new PeaksOfTask(await future, future.TaskId);
        });
    }

    /// <summary>The points of a curve.</summary>
    internal sealed record Curve(double[] X, double[] Y, double Threshold = 0);

    /// <summary>Peaks, and the task that found them.</summary>
    internal sealed record PeaksOfTask(IReadOnlyList<Peak> Peaks, Guid? TaskId);
}
