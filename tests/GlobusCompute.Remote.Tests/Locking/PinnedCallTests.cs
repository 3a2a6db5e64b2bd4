using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Proxies;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Tests.Executor;
using Xunit;

namespace GlobusCompute.Remote.Tests.Locking;

/// <summary>Calls of methods that a lock file pins, and of all others by a client that may register nothing.</summary>
public sealed class PinnedCallTests
{
    private const string Here = "http://127.0.0.1:1/";

    private static readonly Guid s_id = Guid.Parse("6a0c1b2d-0001-4000-8000-0123456789ab");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pinned_function_is_not_registered(bool requirePinned)
    {
        await using var harness = Harness(requirePinned);

        var future = Call(harness.Executor, Method(Here, "https://compute.api.globus.org/"));
        await future;

        Assert.Equal(0, harness.Service.Registrations);
        Assert.Equal(s_id, Assert.Single(Assert.Single(harness.Service.Batches).Functions).FunctionId);
        Assert.Equal(s_id, future.Handle.FunctionId);
        Assert.NotNull(future.Handle.FunctionHash);
    }

    [Fact]
    public async Task The_environment_is_the_service_in_whatever_form_its_address_was_given()
    {
        await using var harness = new ExecutorHarness(client: new ComputeClientOptions(TestCalls.Options()) { ServiceUrl = new Uri("HTTPS://User@Compute.API.globus.org:443"), RequirePinned = true });

        await Call(harness.Executor, Method("https://compute.api.globus.org/"));

        Assert.Equal("https://compute.api.globus.org/", new ComputeClient(harness.Runtime).ServiceUrl.AbsoluteUri);
    }

    [Fact]
    public async Task In_another_environment_a_pinned_function_is_registered()
    {
        await using var harness = Harness();

        var future = Call(harness.Executor, Method("http://127.0.0.1:2/"));
        await future;

        Assert.Equal(1, harness.Service.Registrations);
        Assert.NotEqual(s_id, future.Handle.FunctionId);
    }

    [Fact]
    public async Task A_function_that_is_not_pinned_here_is_refused_at_the_call_and_told_what_to_do()
    {
        await using var harness = Harness(requirePinned: true);

        var error = Assert.Throws<FunctionNotPinnedException>(() => { _ = Call(harness.Executor, Method("https://compute.api.globus.org/")); });
        Assert.Throws<FunctionNotPinnedException>(() => { _ = Call(harness.Executor, Method()); });

        Assert.Equal(
            "IAnalysis.Fit is not pinned in http://127.0.0.1:1/ (but in https://compute.api.globus.org/), or its source has changed since, and the client cannot register "
            + "functions (ComputeClientOptions.RequirePinned). Run 'gcompute function pin --service http://127.0.0.1:1/', commit globuscompute.lock.json and build again.",
            error.Message);
        Assert.Equal(("IAnalysis.Fit", new Uri(Here)), (error.FunctionName, error.Environment));
        Assert.Empty(harness.Service.Batches);
        Assert.Equal((0, 0), (harness.Service.Registrations, harness.Runtime.Unsent.Count));
        await harness.Executor.ShutdownAsync();
    }

    [Fact]
    public async Task What_is_called_by_an_id_needs_no_lock_file()
    {
        await using var harness = Harness(requirePinned: true);

        await Call(harness.Executor, new ProxyMethod("IAnalysis.Fit", "fit") { FunctionId = s_id.ToString(), AllowsNullResult = true });
        await harness.Executor.Submit(PythonFunction.FromId(s_id));
        await harness.Executor.SubmitToRegisteredFunction(s_id);

        Assert.Equal(0, harness.Service.Registrations);
    }

    [Fact]
    public async Task A_source_given_at_run_time_is_refused_unless_its_id_was_given_too()
    {
        await using var harness = Harness(requirePinned: true);
        var function = PythonFunction.FromSource("def f():\n    return 1\n");

        Assert.Contains("PythonFunction.FromId", Assert.Throws<FunctionNotPinnedException>(() => { _ = harness.Executor.Submit(function); }).Message);
        Assert.Throws<FunctionNotPinnedException>(() => { _ = harness.Executor.RegisterFunctionAsync(function); });
        Assert.Equal(s_id, await harness.Executor.RegisterFunctionAsync(function, s_id));
        await harness.Executor.Submit(function);

        Assert.Equal(0, harness.Service.Registrations);
    }

    [Fact]
    public async Task Commands_and_the_librarys_own_functions_are_refused()
    {
        await using var harness = Harness(requirePinned: true);

        Assert.Contains("without RequirePinned", Assert.Throws<FunctionNotPinnedException>(() => { _ = harness.Executor.Submit(new ShellFunction("hostname")); }).Message);
        Assert.Throws<FunctionNotPinnedException>(() => { _ = harness.Executor.GetWorkerHardwareDetails(); });
        Assert.Equal(0, harness.Service.Registrations);
    }

    [Fact]
    public async Task A_Map_of_a_pinned_function_goes_item_by_item_and_not_in_chunks()
    {
        await using var harness = Harness(requirePinned: true);
        var method = Method(Here);

        var items = await CountAsync(Map(harness.Executor, method, 1));
        var error = Assert.Throws<FunctionNotPinnedException>(() => { _ = Map(harness.Executor, method, 10); });

        Assert.Equal(3, items);
        Assert.All(harness.Service.Batches.SelectMany(static batch => batch.Functions), static function => Assert.Equal(s_id, function.FunctionId));
        Assert.Contains("ComputeMapOptions.ChunkSize at 1", error.Message);
        Assert.Equal(0, harness.Service.Registrations);
    }

    [Fact]
    public async Task Chunks_of_a_pinned_function_are_registered_where_that_is_allowed()
    {
        await using var harness = Harness();
        string? registered = null;
        harness.Service.OnRegister = (function, _) =>
        {
            registered = function.FunctionCode;
            return Task.FromResult(Guid.NewGuid());
        };
        harness.Service.OnTask = static _ => (GlobusCompute.Remote.Wire.TaskState.Succeeded, "11\n\"7\\n11\\nnull7\\n11\\nnull7\\n11\\nnull\"");

        Assert.Equal(3, await CountAsync(Map(harness.Executor, Method(Here), 10)));

        Assert.Contains("def gcompute_map(", registered);
    }

    [Fact]
    public async Task In_a_container_a_pinned_function_is_another_one()
    {
        await using var harness = Harness();
        await using var strict = Harness(requirePinned: true);
        var options = new ComputeExecutorOptions { ContainerId = Guid.NewGuid() };

        await Call(harness.Another(options), Method(Here));

        Assert.Equal(1, harness.Service.Registrations);
        Assert.Contains("container", Assert.Throws<FunctionNotPinnedException>(() => { _ = Call(strict.Another(options), Method(Here)); }).Message);
    }

    private static ExecutorHarness Harness(bool requirePinned = false) => new(client: new ComputeClientOptions(TestCalls.Options()) { RequirePinned = requirePinned });

    private static ProxyMethod Method(params string[] environments) => new("IAnalysis.Fit", "fit", new ProxyParameter("x", "x"))
    {
        Source = "def fit(x):\n    return x\n",
        Pins = [.. environments.Select(static environment => new ProxyPin(environment, s_id.ToString()))],
        AllowsNullResult = true,
    };

    private static ComputeFuture<int?> Call(ComputeExecutor executor, ProxyMethod method)
    {
        var call = Context(executor).Begin(method);
        if (method.Pins.Count > 0)
        {
            call.Add(1);
        }

        return call.Submit<int?>();
    }

    private static ComputeMap<int?> Map(ComputeExecutor executor, ProxyMethod method, int chunkSize)
    {
        var call = Context(executor).BeginMap(method);
        call.AddItems(new[] { 1, 2, 3 });
        return call.Map<int?>(new ComputeMapOptions { ChunkSize = chunkSize });
    }

    private static async Task<int> CountAsync(ComputeMap<int?> map)
    {
        var count = 0;
        await foreach (var value in map.Values())
        {
            Assert.Null(value);
            count++;
        }

        return count;
    }

    private static ProxyContext Context(ComputeExecutor executor) =>
        new(executor.Runtime, PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), ComputeNaming.SnakeCase);
}
