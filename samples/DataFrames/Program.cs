using DataFrames;
using DataFrames.Output;
using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;

const int RequiredDigits = 9;

var options = Options.Parse(args);
if (options.Answer is not null)
{
    return options.PrintAnswer();
}

try
{
    await using var local = await LocalComputeService.StartAsync();
    await using var client = local.CreateClient();
    await using var executor = client.CreateExecutor(local.EndpointId);
    var fits = executor.CreateProxy<IFits>();

    // A DataFrame of .NET is one of pandas on the worker; the index of the answer, the name of the data set, is its first column here.
    var measurements = NistData.ReadMeasurements();
    var summary = await fits.Summarize(measurements);
    Console.WriteLine($"{measurements.Rows.Count} measurements of NIST StRD, grouped by pandas");
    FrameTable.Write(summary);

    // The same data frame; the answer is typed rows.
    var estimates = await fits.Fit(measurements);
    Console.WriteLine();
    Console.WriteLine("Least squares by numpy");
    var digits = Comparison.Write(estimates, NistData.ReadCertified());

    // Typed rows and a data frame go in, a data frame comes out.
    var curves = await fits.Curves(estimates, summary, points: 80);
    var plots = Plot.Of(summary, measurements, curves);
    Console.WriteLine();
    TextPlot.Write(plots[^1]);
    File.WriteAllText(options.PlotPath, SvgPlot.Draw(plots));
    Console.WriteLine();
    Console.WriteLine($"The plot of all data sets is in {options.PlotPath}");

    if (digits < RequiredDigits)
    {
        Console.Error.WriteLine($"The fits agree with NIST's certified values to {digits} digits only; {RequiredDigits} were expected.");
        return 1;
    }

    return 0;
}
catch (Exception e) when (e is PythonNotFoundException or PythonWorkerException)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
catch (TaskExecutionFailedException e) when (e.RemoteType is "ModuleNotFoundError" or "ImportError")
{
    Console.Error.WriteLine(
        $"The worker's Python cannot import pandas ({e.RemoteMessage}): install it with 'python3 -m pip install pandas', "
        + "or name an interpreter that has it in GCOMPUTE_PYTHON.");
    return 3;
}
catch (Exception e) when (e is ComputeException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
