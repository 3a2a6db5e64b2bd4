using System.Numerics;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>Everything that an interface can call, and everything that is called without one, can be set up.</summary>
public sealed class KindsOfCallsTests : IAsyncDisposable
{
    private readonly FakeCompute _fake = new();
    private readonly IKinds _kinds;

    public KindsOfCallsTests() => _kinds = _fake.CreateProxy<IKinds>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task Futures_and_tasks_with_and_without_a_value_are_set_up_alike()
    {
        var seen = 0;
        _fake.Setup((IKinds x) => x.Future()).Returns(1);
        _fake.Setup((IKinds x) => x.Plain(default)).Returns(2);
        _fake.Setup((IKinds x) => x.Done()).Completes();
        _fake.Setup((IKinds x) => x.Void(null)).Completes(_ => seen++);

        Assert.Equal((1, 2), (await _kinds.Future(), await _kinds.Plain(Token)));
        await _kinds.Done();
        await _kinds.Void("mine");

        Assert.Equal(1, seen);
        Assert.Equal("mine", Assert.Single(_fake.CallsOf((IKinds x) => x.Void(null))).Tag);
    }

    [Fact]
    public async Task Optional_keyword_and_omitted_arguments_arrive_as_a_worker_gets_them()
    {
        _fake.Setup((IKinds x) => x.Keyed(0, null, null)).Returns(static call => call.ToString());

        Assert.Equal("IKinds.Keyed(1, label=None), pending", await _kinds.Keyed(1));
        Assert.Equal("IKinds.Keyed(1, scale=2.5, label='x'), pending", await _kinds.Keyed(1, 2.5, "x"));

        Assert.Null(_fake.Calls[0].Argument<double?>("scale"));
        Assert.Equal(2.5, _fake.Calls[1].Argument<double?>("scale"));
    }

    [Fact]
    public async Task Variadic_parameters_spans_and_overloads_that_differ_in_types_alone_are_told_from_one_another()
    {
        _fake.Setup((IKinds x) => x.Many()).Returns(static call => call.Arguments.Count);
        _fake.SetupMethod<IKinds, double>(nameof(IKinds.Norm)).Returns(static call => call.Arguments.Count);
        _fake.Setup((IKinds x) => x.Twin(0)).Returns(10);
        _fake.Setup((IKinds x) => x.Twin("")).Returns(20);

        Assert.Equal((3, 0), (await _kinds.Many(1, 2, 3), await _kinds.Many()));
        Assert.Equal(2, await _kinds.Norm(1, 2));
        Assert.Equal((10, 20, 20), (await _kinds.Twin(1), await _kinds.Twin("a"), await _kinds.Twin(null!)));
        Assert.Equal([1, 2], [_fake.CallsOf((IKinds x) => x.Twin(0)).Count, _fake.CallsOf((IKinds x) => x.Twin("")).Count]);
        Assert.Throws<ArgumentException>(() => _fake.SetupMethod<IKinds, int>(nameof(IKinds.Norm)));
        Assert.Throws<ArgumentException>(() => _fake.SetupMethod<IKinds>(nameof(IKinds.Norm)));
        _fake.SetupMethod<IKinds>(nameof(IKinds.Done)).Completes();
        await _kinds.Done();
    }

    [Fact]
    public async Task Interfaces_of_Python_files_are_set_up_like_others()
    {
        _fake.Setup((IPeaks x) => x.FindPeaks(default!, default!, default)).Returns([new Peak(1, 3)]);
        _fake.Setup((IPeaks x) => x.Reset("")).Completes();
        var peaks = _fake.CreateProxy<IPeaks>();

        Assert.Equal([new Peak(1, 3)], await peaks.FindPeaks([0, 1, 2], [1, 3, 2], threshold: 1.5));
        await peaks.Reset();

        Assert.Equal(["IPeaks.FindPeaks([0.0, 1.0, 2.0], [1.0, 3.0, 2.0], threshold=1.5)", "IPeaks.Reset('all')"], _fake.Calls.Select(static call => call.ToString()));
    }

    [Fact]
    public async Task Results_of_every_shape_arrive_as_they_were_set_up()
    {
        var moment = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.FromHours(2));
        _fake.Setup((IKinds x) => x.Maybe()).Returns((string?)null);
        _fake.Setup((IKinds x) => x.Bytes()).Returns([0, 255]);
        _fake.Setup((IKinds x) => x.Pair()).Returns((1, "a"));
        _fake.Setup((IKinds x) => x.Moment()).Returns(moment);
        _fake.Setup((IKinds x) => x.Wave()).Returns([new Complex(1, -2)]);
        _fake.Setup((IKinds x) => x.Grid()).Returns(new double[,] { { 1, 2 }, { 3, double.NaN } });
        _fake.Setup((IKinds x) => x.Names()).Returns(new Dictionary<int, HashSet<string>> { [1] = ["a", "b"] });
        _fake.Setup((IKinds x) => x.Price()).Returns(12.30m);
        _fake.Setup((IKinds x) => x.Span()).Returns(TimeSpan.FromSeconds(1.5)).Returns((TimeSpan?)null);

        Assert.Null(await _kinds.Maybe());
        Assert.Equal([0, 255], await _kinds.Bytes());
        Assert.Equal((1, "a"), await _kinds.Pair());
        Assert.Equal(moment, await _kinds.Moment());
        Assert.Equal([new Complex(1, -2)], await _kinds.Wave());
        Assert.Equal(new double[,] { { 1, 2 }, { 3, double.NaN } }, await _kinds.Grid());
        Assert.Equal(["a", "b"], (await _kinds.Names())[1].Order());
        Assert.Equal(12.30m, await _kinds.Price());
        Assert.Equal((TimeSpan.FromSeconds(1.5), (TimeSpan?)null), (await _kinds.Span(), await _kinds.Span()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public async Task Items_of_a_Map_have_outcomes_of_their_own(int chunkSize)
    {
        _fake.Setup((IKinds x) => x.Scale(default!, default, default, default))
            .Returns(static call => (call.Argument<double>("value") * call.Argument<double>("factor")) + call.Keywords["offset"].As<double>());
        _fake.Setup((IKinds x) => x.Scale(default!, default, default, default)).When(static call => call.Argument<double>("value") < 0).Raises("ValueError", "negative");
        _fake.Setup((IKinds x) => x.Scale(default!, default, default, default)).When(static call => call.Argument<double>("value") == 0).ReturnsJson("\"zero\"");

        var items = await _kinds.Scale([1, -2, 0, 3], 10, 0.5, new ComputeMapOptions { ChunkSize = chunkSize }).ToListAsync(Token);

        Assert.Equal([10.5, 30.5], items.Where(static item => item.IsSuccess).Select(static item => item.Value));
        Assert.Equal("negative", Assert.IsType<TaskExecutionFailedException>(items[1].Exception).RemoteMessage);
        Assert.IsType<ResultDeserializationException>(items[2].Exception);
        Assert.Equal([1, -2, 0, 3], _fake.Calls.Select(static call => call.Arguments[0].As<double>()));
    }

    [Fact]
    public async Task Commands_end_as_on_a_worker_and_show_their_command_line()
    {
        _fake.Setup((IKinds x) => x.Grep("", Array.Empty<string>())).Exits(stdout: "found\n").Exits(2, stderr: "grep: gone: No such file\n").ExceedsWalltime();

        var found = await _kinds.Grep("a b", "x.txt", "it's");
        var failed = await _kinds.Grep("a");
        var late = await _kinds.Grep("a");

        Assert.Equal(new ShellResult("grep {0} 'a b' 'x.txt' 'it'\\''s'", "found\n", "", 0), found);
        Assert.Equal(found.Command, _fake.Calls[0].Command);
        Assert.Equal((2, "subprocess.CalledProcessError"), (failed.ReturnCode, failed.ExceptionName));
        Assert.Contains("No such file", Assert.Throws<ShellCommandFailedException>(failed.EnsureSuccess).Message, StringComparison.Ordinal);
        Assert.Equal((124, true), (late.ReturnCode, late.HasTimedOut));
    }

    [Fact]
    public async Task MPI_commands_need_a_resource_specification_as_with_the_service()
    {
        _fake.Setup((IKinds x) => x.Simulate(0)).Exits(stdout: "done");

        Assert.Throws<InvalidOperationException>(() => { _ = _kinds.Simulate(10); });
        _fake.Executor.ResourceSpecification = new JsonObject { ["num_nodes"] = 2, ["ranks_per_node"] = 4 };

        Assert.Equal("$PARSL_MPI_PREFIX simulate --steps '10'", (await _kinds.Simulate(10)).Command);
    }

    [Fact]
    public async Task Functions_and_commands_without_an_interface_are_set_up_by_name()
    {
        var function = PythonFunction.FromSource("def anything(x):\n    return x\n");
        _fake.SetupFunction<int>("anything").Returns(static call => call.Arguments[0].As<int>() + 1);
        _fake.SetupFunction("forget").Completes();
        _fake.SetupFunction<ShellResult>("listing").Exits(stdout: "a");
        _fake.SetupFunction<string>("worker_hardware_details").Returns("1 processor");

        Assert.Equal(3, await _fake.Executor.Submit<int>(function, CallArguments.Of(2)));
        await _fake.Executor.Submit(PythonFunction.FromSource("def forget():\n    pass\n"));
        Assert.Equal("ls 'a b'", (await _fake.Executor.Submit(new ShellFunction("ls {path}") { Name = "listing" }, ("path", "a b"))).Command);
        Assert.Equal("1 processor", await _fake.Executor.GetWorkerHardwareDetails());
        foreach (var size in (int[])[1, 10])
        {
            var items = await _fake.Executor.Map<int, int>(function, [1, 2], map: new ComputeMapOptions { ChunkSize = size }).ToListAsync(Token);
            Assert.Equal([2, 3], items.Select(static item => item.Value));
        }

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _fake.Executor.Submit<int>(PythonFunction.FromSource("def other():\n    pass\n")));
        Assert.Equal("other is not set up. Call fake.SetupFunction<T>(\"other\") with an outcome before.", error.Message);
    }

    [Fact]
    public async Task Tasks_are_reloaded_and_attached_to()
    {
        _fake.Setup((IKinds x) => x.Future()).Returns(1).Raises("ValueError").Pends();
        ComputeFuture<int>[] futures = [_kinds.Future(), _kinds.Future(), _kinds.Future()];
        foreach (var future in futures)
        {
            await future.Submitted;
        }

        var group = _fake.Executor.TaskGroupId!.Value;
        await using var other = new ComputeClient(_fake.CreateClientOptions());
        var reloaded = await other.CreateExecutor(_fake.EndpointId).ReloadTasksAsync<int>(group, cancellationToken: Token);
        var attached = other.Attach<int>(futures[0].Handle);

        Assert.Equal(futures.Select(static future => future.TaskId).Order(), reloaded.Select(static future => future.TaskId).Order());
        Assert.Equal(1, await attached);
        _fake.Calls[2].Complete(7);
        var outcomes = await Task.WhenAll(reloaded.Select(static async future => await Record.ExceptionAsync(async () => await future) is { } error ? error.GetType().Name : $"{future.Result}"));
        Assert.Equal(["1", "7", nameof(TaskExecutionFailedException)], outcomes.Order());
        await Assert.ThrowsAsync<TaskNotFoundException>(() => other.Attach<int>(Guid.NewGuid()));
        await Assert.ThrowsAsync<ComputeServiceException>(() => other.CreateExecutor(_fake.EndpointId).ReloadTasksAsync<int>(Guid.NewGuid(), cancellationToken: Token));
    }

    [Fact]
    public async Task A_sensitive_argument_is_in_no_text_of_a_call()
    {
        _fake.Setup((IKinds x) => x.Secret("", "")).Returns(1);

        await _kinds.Secret("hunter2", "ada");

        Assert.Equal("IKinds.Secret(key=[sensitive], name=ada)", _fake.Calls[0].ToString());
        Assert.Equal("hunter2", _fake.Calls[0].Argument<string>("key"));
    }

    [Fact]
    public async Task A_text_that_Python_reads_as_another_type_is_what_the_app_gets()
    {
        _fake.SetupFunction<PythonValue>("anything").Returns(PythonValue.From(42));

        Assert.Equal(42, (await _fake.Executor.Submit<PythonValue>(PythonFunction.FromSource("def anything():\n    return 1\n"))).As<int>());
        await Assert.ThrowsAsync<ResultDeserializationException>(() => _fake.Executor.Submit<string[]>(PythonFunction.FromSource("def anything():\n    return 2\n")));
    }
}
