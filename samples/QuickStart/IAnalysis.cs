using GlobusCompute.Remote;

namespace QuickStart;

/// <summary>The Python functions this program calls. The compiler writes the class behind it.</summary>
public interface IAnalysis
{
    /// <summary>Inline source: registered when it is first called.</summary>
    [ComputeFunction(Source = """
        import platform

        def describe_worker():
            return {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
        """)]
    ComputeFuture<Worker> DescribeWorker();

    /// <summary>A function of a Python file; <c>FitLine</c> finds <c>def fit_line</c>.</summary>
    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<LineFit> FitLine(double[] x, double[] y);

    /// <summary>Python wants these two by keyword: <c>def residuals(x, y, *, intercept, slope)</c>.</summary>
    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<double[]> Residuals(double[] x, double[] y, [Keyword] double intercept, [Keyword] double slope);

    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<double[]> BootstrapSlopes(double[] x, double[] y, int resamples, int seed);

    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<LineFit> Calibrate(string[] readings);
}

/// <summary>Where a task ran.</summary>
public sealed record Worker(string Python, string System, string Machine);

/// <summary>What <c>fit_line</c> returns: a Python dictionary with these names in snake_case.</summary>
public sealed record LineFit(double Intercept, double Slope, double ResidualStandardDeviation, int Count);
