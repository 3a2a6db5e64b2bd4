// What the code blocks of pages refer to without declaring it.
using GlobusCompute.Remote.Serialization;

public abstract class Names
{
    public LocalComputeService local = null!;
    public ComputeClient client = null!;
    public ComputeExecutor executor = null!;
    public IAnalysis analysis = null!;
    public ILab lab = null!;
    public IServiceCollection services = null!;
    public FakeCompute fake = null!;
    public string[] args = [];
    public Guid endpointId;
    public Guid taskGroupId;
    public string stored = "";
    public double[] x = [1, 2, 3, 4];
    public double[] y = [2.1, 3.9, 6.2, 7.8];
    public double[] radii = [1, 2, 3];
    public int[] seeds = [1, 2, 3];
    public List<double> slopes = [];
}

public sealed record LineFit(double Intercept, double Slope, double ResidualStandardDeviation, long Count);

public interface ILab
{
    [ComputeFunction(Source = "def anything():\n    return {}\n")]
    ComputeFuture<PythonValue> Anything();
}

public interface IAnalysis
{
    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<LineFit> FitLine(double[] x, double[] y, [ComputeTag] string? tag = null);

    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<double[]> BootstrapSlopes(double[] x, double[] y, int resamples, int seed);

    [ComputeFunction(File = "analysis.py", Name = "area")]
    ComputeMap<double> Areas([ComputeEach] IEnumerable<double> radius, double scale, ComputeMapOptions? options = null);
}

public readonly record struct Point(double X, double Y);

public sealed class PointFormat : ComputeFormat<Point>
{
    public override void WriteValue(IBufferWriter<byte> output, Point value) => throw new NotSupportedException();

    public override Point ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => throw new NotSupportedException();
}
