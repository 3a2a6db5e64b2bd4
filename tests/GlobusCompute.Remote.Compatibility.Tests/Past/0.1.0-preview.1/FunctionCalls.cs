namespace Lab;

/// <summary>Runs every method of <see cref="IAnalysis"/> and <see cref="ITagged"/>.</summary>
public static class FunctionCalls
{
    public static async Task A_pinned_function(LocalComputeService service, ComputeClient client)
    {
        service.AddFunction(Guid.Parse("b0a5d1a0-2b22-4381-b899-ba73321e41e0"), "hello", "def hello():\n    return 'Hello World!'\n");
        service.AddFunction(Guid.Parse("5d1d1a2e-6f0e-4b8e-8f6a-0d9b8f7c6e01"), "fit", "def fit(x, y, degree):\n    return {'slope': 9.5, 'max_degree': degree}\n");
        var analysis = Analysis(service, client);

        Assert.Equal("Hello World!", await analysis.HelloWorld());
        Assert.Equal(new FitResult(9.5, 3), await analysis.PinnedFit([1], [2], 3));
    }

    public static async Task Functions_from_files_and_from_inline_source(LocalComputeService service, ComputeClient client)
    {
        var analysis = Analysis(service, client);
        var fit = analysis.Fit([0, 2], [1, 5]);
        Assert.Equal(new FitResult(2, 2), await fit);
        Assert.Equal(await fit.Submitted, fit.TaskId);
        Assert.Equal(5, await analysis.Add(2, 3));
        Assert.Equal(6, await analysis.MultiplyAsync(2, 3));
        Assert.Equal(42, await analysis.Secret());
    }

    public static async Task Arguments_by_position_by_keyword_left_out_and_any_number_of_them(LocalComputeService service, ComputeClient client)
    {
        var analysis = Analysis(service, client);
        Assert.Equal(8.0, await analysis.SpreadAsync(2.0, 1, 5, 2));
        Assert.Equal("1, None, 3, 1.5, from_='x'", await analysis.Mixed(1, null, 3));
        Assert.Equal("1, 'a', lambda_=0.5, from_='y'", await analysis.Mixed(1, "a", null, 0.5, "y"));
        Assert.Equal("'a', None, 'b'", await analysis.Spans("a", null, "b"));
        Assert.Equal("1, 'a', None, [2.0], last=9", await analysis.Objects(9, 1, "a", null, (double[])[2]));
    }

    public static async Task Failures_and_results_that_nobody_wants(LocalComputeService service, ComputeClient client)
    {
        var analysis = Analysis(service, client);
        Assert.Equal("on purpose", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => analysis.Fail("on purpose"))).RemoteMessage);
        Assert.Equal("ValueError", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => analysis.FailAsync("again"))).RemoteType);
        await analysis.Quiet(1);
        await analysis.QuietAsync(1);
    }

    public static async Task Cancelled_calls(LocalComputeService service, ComputeClient client)
    {
        var analysis = Analysis(service, client);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis.Fit([0, 2], [1, 5], 2, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis.QuietAsync(1, cancelled));
    }

    public static async Task Tags_stay_here(LocalComputeService service, ComputeClient client)
    {
        await using var executor = client.CreateExecutor(service.EndpointId);
        var tagged = executor.CreateProxy<ITagged>();
        var first = tagged.First("run 7", 1, CancellationToken.None);
        Assert.Equal("run 7", first.Handle.Tag);
        Assert.Equal("1", await first);
        var last = tagged.Last(1, null, "run 8");
        Assert.Equal("run 8", last.Handle.Tag);
        await last;
        Assert.Equal("'a', 'b'", await tagged.Between("run 9", CancellationToken.None, "a", "b"));
        Assert.Throws<ArgumentException>(() => { _ = tagged.First("", 1, CancellationToken.None); });
    }

    private static IAnalysis Analysis(LocalComputeService service, ComputeClient client) => client.CreateExecutor(service.EndpointId).CreateProxy<IAnalysis>();
}
