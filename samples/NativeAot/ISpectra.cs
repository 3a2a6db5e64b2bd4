using System.Text.Json.Serialization;
using GlobusCompute.Remote;

namespace NativeAot;

/// <summary>The functions of <c>spectrum.py</c>. The app's own types come from a context that the compiler fills, so nothing here needs reflection.</summary>
[ComputeJson(typeof(SpectraJson))]
public interface ISpectra
{
    [ComputeFunction(File = "spectrum.py")]
    ComputeFuture<Line?> StrongestLine(Spectrum spectrum, double threshold = 0.0);

    [ComputeFunction(File = "spectrum.py")]
    Task<double> TotalIntensity(Line[] lines);

    [ComputeFunction(File = "spectrum.py")]
    ComputeFuture<Spectrum> Calibrate(Spectrum spectrum, [PythonKeyword] double shift);

    [ComputeFunction(Source = "def bounds(values):\n    return [min(values), max(values)]\n")]
    ComputeFuture<(double Low, double High)> Bounds(double[] values, CancellationToken cancellationToken = default);
}

/// <summary>Lines of one sample.</summary>
public sealed record Spectrum(string Element, IReadOnlyList<Line> Lines);

/// <summary>A line: nanometres and counts.</summary>
public sealed record Line(double Wavelength, double Intensity);

[JsonSerializable(typeof(Spectrum))]
[JsonSerializable(typeof(Line))]
[JsonSerializable(typeof(Line[]))]
[JsonSerializable(typeof((double, double)))]
internal sealed partial class SpectraJson : JsonSerializerContext;
