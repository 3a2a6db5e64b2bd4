using System.Diagnostics;
using GlobusCompute.Remote;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.LocalService;
using QuickStart;
using QuickStart.Output;

var options = Options.Parse(args);
if (options.Answer is not null)
{
    return options.PrintAnswer();
}

try
{
    // Real Python on this machine, or an endpoint of the real service: the code below is the same.
    await using var local = options.EndpointId is null ? await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Auth = options.SignsIn }) : null;
    await using var client = local is null ? new ComputeClient(GlobusCredential.Default)
        : options.SignsIn ? await LocalSignIn.CreateClientAsync(local)
        : local.CreateClient();
    await using var executor = client.CreateExecutor(options.EndpointId ?? local!.EndpointId);
    var analysis = executor.CreateProxy<IAnalysis>();

    return await RunAsync(analysis);
}
catch (Exception e) when (e is PythonNotFoundException or PythonWorkerException)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
catch (ComputeException e) when (AuthorizationRequiredException.FindIn(e) is { } required)
{
    Console.Error.WriteLine($"{required.Message.Split('\n')[0]} Run 'gcompute login', or set {ComputeAccessTokenCredential.EnvironmentVariable}.");
    return 2;
}
catch (ComputeException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static async Task<int> RunAsync(IAnalysis analysis)
{
    const int Chunks = 100;
    const int ResamplesPerChunk = 10;
    var data = NorrisData.Read();
    var total = Stopwatch.StartNew();

    // A call gives a future at once; awaiting it gives the typed result.
    var worker = await analysis.DescribeWorker();
    var fit = await analysis.FitLine(data.X, data.Y);
    Console.WriteLine($"NIST StRD Norris, {fit.Count} points, fitted by Python {worker.Python} on {worker.System} {worker.Machine}");
    Console.WriteLine();
    var agreement = FitTable.Write(fit, NorrisData.Certified);

    var residuals = await analysis.Residuals(data.X, data.Y, fit.Intercept, fit.Slope);
    Console.WriteLine();
    ResidualPlot.Write(data.X, residuals);

    // Many calls made at once travel in few requests; results are taken as they come.
    Console.WriteLine();
    Console.WriteLine($"Bootstrap of the slope, {Chunks} tasks of {ResamplesPerChunk} resamples");
    var progress = new ProgressBar(Chunks * ResamplesPerChunk, "resamples");
    var chunks = Enumerable.Range(1, Chunks).Select(seed => analysis.BootstrapSlopes(data.X, data.Y, ResamplesPerChunk, seed)).ToList();
    var slopes = new List<double>();
    await foreach (var chunk in Task.WhenEach(chunks))
    {
        slopes.AddRange(await chunk);
        progress.Report(slopes.Count);
    }

    var bootstrapTime = progress.Finish();
    slopes.Sort();
    Console.WriteLine($"  95 % interval: {slopes[(int)(0.025 * slopes.Count)]:F6} to {slopes[(int)(0.975 * slopes.Count) - 1]:F6}");

    // A Python exception arrives as a C# exception that carries the remote traceback.
    Console.WriteLine();
    Console.WriteLine("A call that fails on purpose: one reading has a semicolon for a comma");
    try
    {
        await analysis.Calibrate(["0.2,0.1", "337.4;338.8", "118.2,118.1"]);
        Console.Error.WriteLine("The call did not fail although it should have.");
        return 1;
    }
    catch (TaskExecutionFailedException e)
    {
        Failure.Write(e);
    }

    const int Tasks = Chunks + 4;
    Console.WriteLine();
    Console.WriteLine($"{Tasks} tasks in {total.Elapsed.TotalSeconds:F2} s; the bootstrap ran {Chunks / bootstrapTime.TotalSeconds:F0} tasks/s.");
    if (agreement < 10)
    {
        Console.Error.WriteLine($"The fit agrees with NIST's certified values to {agreement} digits only; 10 were expected.");
        return 1;
    }

    return 0;
}
