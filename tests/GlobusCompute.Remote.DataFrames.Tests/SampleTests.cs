using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

/// <summary>The sample with data frames, as its users see it.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_sample_fits_the_measurements_to_the_certified_values_and_draws_them()
    {
        var plot = _folder.File("fits.svg");

        var (code, output, error) = await RunAsync(["--plot", plot]);

        Assert.Equal(("", 0), (error, code));
        var lines = output.Split('\n');
        Assert.Equal("50 measurements of NIST StRD, grouped by pandas", lines[0]);
        Assert.Equal(["dataset", "points", "x_min", "x_max", "y_min", "y_max"], Words(lines[1]));
        Assert.Equal(["Norris", "36", "0.2", "999", "0.1", "998.5"], Words(lines[2]));
        Assert.Equal(["Misra1a", "14", "77.6", "760", "10.07", "81.78"], Words(lines[3]));

        AssertFit("Norris   b0 ", -0.262323073774029, 0.232818234301152);
        AssertFit("Norris   b1 ", 1.00211681802045, 0.000429796848199937);
        AssertFit("Norris   residual sd ", 0.884796396144373);
        AssertFit("Misra1a  b1 ", 238.94212918, 2.7070075241);
        AssertFit("Misra1a  b2 ", 0.00055015643181, 0.0000072668688436);
        AssertFit("Misra1a  residual sd ", 0.10187876330);

        // The lowest measurement is at the lower left, the highest at the upper right.
        var drawn = lines.SkipWhile(line => !line.StartsWith("Misra1a: y over x", StringComparison.Ordinal)).Skip(1).Take(15).ToList();
        Assert.Matches(@"^ +81\.8 \| +\.+o$", drawn[0]);
        Assert.Matches(@"^ +10\.0 \|o\.+$", drawn[^1]);
        Assert.Equal(14, drawn.Sum(line => line.Count(c => c == 'o')));
        Assert.Contains($"The plot of all data sets is in {plot}", lines);

        XNamespace svg = "http://www.w3.org/2000/svg";
        var image = XDocument.Load(plot).Root!;
        Assert.Equal(svg + "svg", image.Name);
        Assert.Equal([36, 14], image.Elements(svg + "g").Select(panel => panel.Elements(svg + "circle").Count()));
        Assert.All(
            image.Elements(svg + "g"),
            panel => Assert.Equal(80, Assert.Single(panel.Elements(svg + "polyline")).Attribute("points")!.Value.Split(' ').Length));

        void AssertFit(string name, double value, double? standardError = null)
        {
            var line = Assert.Single(lines, line => line.StartsWith("  " + name, StringComparison.Ordinal));
            var numbers = Words(line[(2 + name.Length)..]).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList();
            AssertTriple(numbers[..3], value);
            Assert.Equal(standardError is null ? 3 : 6, numbers.Count);
            if (standardError is { } expected)
            {
                AssertTriple(numbers[3..], expected);
            }
        }
    }

    [Fact]
    public async Task Without_pandas_the_sample_says_in_one_sentence_what_to_install()
    {
        // Python finds this module before the real one.
        _folder.Add("pandas.py", """raise ModuleNotFoundError("No module named 'pandas'", name="pandas")""");

        var (code, output, error) = await RunAsync([], ("PYTHONPATH", _folder.Path));

        Assert.Equal(("", 3), (output, code));
        Assert.Equal(
            "The worker's Python cannot import pandas (No module named 'pandas'): install it with 'python3 -m pip install pandas', "
            + "or name an interpreter that has it in GCOMPUTE_PYTHON.\n",
            error);
    }

    [Fact]
    public async Task Options_that_the_sample_does_not_have_are_refused_in_one_line()
    {
        Assert.Equal((2, "", "Unknown option '--plo'; --help lists what there is.\n"), await RunAsync(["--plo"]));
        Assert.Equal((2, "", "--plot requires one file.\n"), await RunAsync(["--plot"]));
    }

    // What was computed, what is certified, and how many digits agree.
    private static void AssertTriple(List<double> numbers, double certified)
    {
        Assert.InRange(Math.Abs((numbers[0] - certified) / certified), 0, 1e-9);
        Assert.Equal(certified, numbers[1]);
        Assert.InRange(numbers[2], 9, 15);
    }

    private static string[] Words(string line) => Regex.Split(line.Trim(), " +");

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var configuration = typeof(SampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Configuration").Value!;
        var program = Path.Combine(TestPaths.Root, "samples", "DataFrames", "bin", configuration, "net10.0", "DataFrames.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GCOMPUTE_PYTHON"] = PandasProcess.Python;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
