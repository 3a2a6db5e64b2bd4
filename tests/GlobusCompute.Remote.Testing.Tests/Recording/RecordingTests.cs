using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests.Recording;

/// <summary>What a client did is written to a file, and comes back from it.</summary>
public sealed class RecordingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Results_and_exceptions_come_back_as_they_were()
    {
        await RecordAsync(async spectra =>
        {
            await spectra.Fit([0, 1], [1, 3], degree: 2);
            await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("bad"));
            await spectra.Forget("a");
            await spectra.Cat("file name");
            await spectra.HelloWorld();
        });
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var spectra = client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>();

        Assert.Equal(new Fit(2, 0.5), await spectra.Fit([0, 1], [1, 3], degree: 2));
        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("bad"));
        Assert.Equal(("ValueError", "no such spectrum"), (error.RemoteType, error.RemoteMessage));
        await spectra.Forget("a");
        Assert.Equal("file name", (await spectra.Cat("file name")).Stdout);
        Assert.Equal("hello", await spectra.HelloWorld());
        Assert.Empty(replay.Mismatches);
        Assert.Empty(replay.UnusedCalls);
    }

    [Fact]
    public async Task Equal_calls_come_back_in_the_order_of_the_recording_and_a_further_one_faults()
    {
        await RecordAsync(async spectra =>
        {
            await spectra.Count("a");
            await spectra.Count("a");
        });
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var spectra = client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>();

        Assert.Equal((1, 2), (await spectra.Count("a"), await spectra.Count("a")));
        var error = await Assert.ThrowsAsync<ReplayMismatchException>(() => spectra.Count("a"));
        Assert.Equal(ReplayMismatchReason.CalledTooOften, error.Mismatch.Reason);
        Assert.Contains("ISpectra.Count('a') is recorded 2 times in run.jsonl", error.Message, StringComparison.Ordinal);
        Assert.Equal([error.Mismatch], replay.Mismatches);
    }

    [Fact]
    public async Task Equal_calls_at_once_share_out_the_recorded_outcomes()
    {
        static async Task<int[]> Run(ISpectra spectra) => [.. (await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => (Task<int>)spectra.Count("many")))).Order()];

        int[] recorded = [];
        await RecordAsync(async spectra => recorded = await Run(spectra));
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());

        Assert.Equal(recorded, await Run(client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>()));
        Assert.Equal(Enumerable.Range(0, 200), recorded);
        Assert.Empty(replay.UnusedCalls);
    }

    [Fact]
    public async Task A_function_of_the_same_name_in_another_source_is_another_function()
    {
        await RecordAsync(async spectra => await spectra.Fit([0], [0]));
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());

        var error = await Assert.ThrowsAsync<ReplayMismatchException>(() => client.CreateExecutor(Guid.NewGuid()).Submit<int>(
            PythonFunction.FromSource("def fit(x):\n    return x\n"), new CallArguments { 1 }));

        Assert.Equal(ReplayMismatchReason.NotRecorded, error.Mismatch.Reason);
    }

    [Fact]
    public async Task An_unknown_call_faults_with_the_nearest_recorded_ones()
    {
        await RecordAsync(async spectra =>
        {
            await spectra.Fit([0, 1], [1, 3]);
            await spectra.Fit([5, 5, 5, 5], [7, 7, 7, 7], degree: 3);
        });
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var spectra = client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>();

        var error = await Assert.ThrowsAsync<ReplayMismatchException>(() => spectra.Fit([0, 1], [1, 4]));

        Assert.Equal(ReplayMismatchReason.NotRecorded, error.Mismatch.Reason);
        Assert.Equal(
            """
            ISpectra.Fit([0.0, 1.0], [1.0, 4.0], degree=1) is not recorded in run.jsonl. The nearest calls that are:
              ISpectra.Fit([0.0, 1.0], [1.0, 3.0], degree=1)
              ISpectra.Fit([5.0, 5.0, 5.0, 5.0], [7.0, 7.0, 7.0, 7.0], degree=3)
            Record the run again, or add it to the recording with ComputeReplayMode.RecordNew.
            """.ReplaceLineEndings("\n"),
            error.Message);
        Assert.Contains("No call of it is.", (await Assert.ThrowsAsync<ReplayMismatchException>(() => spectra.Count("x"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lenient_replay_repeats_the_last_one_of_equal_calls()
    {
        await RecordAsync(async spectra =>
        {
            await spectra.Count("a");
            await spectra.Count("a");
        });
        await using var replay = new ComputeReplay(File, ComputeReplayMode.Lenient);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var spectra = client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>();

        Assert.Equal((1, 2, 2, 2), (await spectra.Count("a"), await spectra.Count("a"), await spectra.Count("a"), await spectra.Count("a")));
        Assert.Empty(replay.Mismatches);
    }

    [Fact]
    public async Task Of_one_file_only_the_function_that_was_edited_has_changed()
    {
        const string Before = "LIMIT = 3\n\ndef clip(x):\n    return min(x, LIMIT)\n\ndef double(x):\n    return x * 2\n\ndef twice(x):\n    return double(x)\n";
        var after = Before.Replace("x * 2", "x + x", StringComparison.Ordinal);
        await using (var fake = new FakeCompute())
        await using (var recorder = new ComputeRecorder(File))
        await using (var client = new ComputeClient(recorder.CreateClientOptions(fake.CreateClientOptions())))
        {
            foreach (var name in (string[])["clip", "double", "twice"])
            {
                fake.SetupFunction<int>(name).Returns(1);
                await client.CreateExecutor(Guid.NewGuid()).Submit<int>(PythonFunction.FromSource(Before, name), new CallArguments { 1 });
            }
        }

        await using var replay = new ComputeReplay(File);
        await using var replayed = new ComputeClient(replay.CreateClientOptions());
        var executor = replayed.CreateExecutor(Guid.NewGuid());
        Assert.Equal(1, await executor.Submit<int>(PythonFunction.FromSource(after, "clip"), new CallArguments { 1 }));
        foreach (var name in (string[])["double", "twice"])
        {
            var error = await Assert.ThrowsAsync<ReplayMismatchException>(
                () => executor.Submit<int>(PythonFunction.FromSource(after, name), new CallArguments { 1 }));
            Assert.Equal((name, ReplayMismatchReason.SourceChanged), (error.Mismatch.MethodName, error.Mismatch.Reason));
        }

        await using var lenient = new ComputeReplay(File, ComputeReplayMode.Lenient);
        await using var client2 = new ComputeClient(lenient.CreateClientOptions());
        Assert.Equal(1, await client2.CreateExecutor(Guid.NewGuid()).Submit<int>(PythonFunction.FromSource(after, "double"), new CallArguments { 1 }));
        Assert.Equal(["double"], lenient.Mismatches.Select(static mismatch => mismatch.MethodName));
    }

    [Fact]
    public async Task Maps_come_back_one_by_one_and_in_chunks()
    {
        await RecordAsync(async spectra =>
        {
            Assert.Equal((int[])[10, 20, 30], await ValuesAsync(spectra.Scale([1, 2, 3], 10)));
            Assert.Equal((int[])[10, 20, 30], await ValuesAsync(spectra.Scale([1, 2, 3], 10, new ComputeMapOptions { ChunkSize = 2 })));
        });
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var spectra = client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>();

        Assert.Equal((int[])[10, 20, 30], await ValuesAsync(spectra.Scale([1, 2, 3], 10)));
        Assert.Equal((int[])[10, 20, 30], await ValuesAsync(spectra.Scale([1, 2, 3], 10, new ComputeMapOptions { ChunkSize = 2 })));
        Assert.Empty(replay.UnusedCalls);
    }

    [Fact]
    public async Task A_call_that_was_sent_again_is_replayed_with_each_attempt()
    {
        await using (var fake = new FakeCompute())
        await using (var recorder = new ComputeRecorder(File))
        await using (var client = new ComputeClient(recorder.CreateClientOptions(fake.CreateClientOptions())))
        {
            fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).LosesWorker().Returns(new Fit(1, 1));
            await client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>().Fit([1], [1]);
            await client.DisposeAsync();
            Assert.Equal(2, recorder.Count);
        }

        await using var replay = new ComputeReplay(File);
        await using var replayed = new ComputeClient(replay.CreateClientOptions());
        var future = replayed.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>().Fit([1], [1]);
        Assert.Equal(new Fit(1, 1), await future);
        Assert.Empty(replay.UnusedCalls);
    }

    [Fact]
    public async Task A_second_recording_of_the_same_run_changes_no_byte()
    {
        static async Task Run(ISpectra spectra)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (Task)spectra.Fit([i], [i])).Append(spectra.Forget("a")));
            await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("bad"));
        }

        await RecordAsync(Run);
        var before = await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);
        await RecordAsync(Run);

        Assert.Equal(before, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Large_values_are_files_beside_the_recording_and_those_of_an_earlier_one_are_removed()
    {
        var options = new ComputeRecordingOptions { LargestInlinePayload = 100 };
        await RecordAsync(async spectra => await spectra.Forget(new string('x', 200)), options);
        var folder = Path.ChangeExtension(File, ".payloads");
        var first = Assert.Single(Directory.GetFiles(folder));

        await RecordAsync(async spectra => await spectra.Forget(new string('y', 200)), options);
        Assert.NotEqual(first, Assert.Single(Directory.GetFiles(folder)));
        await using (var replay = new ComputeReplay(File))
        await using (var client = new ComputeClient(replay.CreateClientOptions()))
        {
            await client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>().Forget(new string('y', 200));
        }

        Directory.Delete(folder, recursive: true);
        Assert.Contains("does not exist", Assert.Throws<InvalidDataException>(() => new ComputeReplay(File)).Message, StringComparison.Ordinal);
        await RecordAsync(async spectra => await spectra.Forget("small"), options, @new: true);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("hello")]
    [InlineData("""{"format":"gcompute-recording","version":2}""")]
    [InlineData("{\"format\":\"gcompute-recording\",\"version\":1}\n{\"method\":\"m\"}")]
    public void What_is_not_a_recording_is_neither_replayed_nor_overwritten(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Throws<InvalidDataException>(() => new ComputeReplay(File));
        Assert.Throws<InvalidDataException>(() => new ComputeRecorder(File));
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_recording_that_does_not_exist_says_how_to_make_it() => Assert.Contains(
        nameof(ComputeReplayMode.RecordNew), Assert.Throws<FileNotFoundException>(() => new ComputeReplay(File)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Each_line_is_an_object_that_a_reviewer_can_read()
    {
        await RecordAsync(async spectra => await spectra.Fit([0, 1], [1, 3], degree: 2));

        var line = (await System.IO.File.ReadAllLinesAsync(File, TestContext.Current.CancellationToken))[1];
        using var json = JsonDocument.Parse(line);
        Assert.Equal("ISpectra.Fit", json.RootElement.GetProperty("method").GetString());
        Assert.StartsWith(
            """{"method":"ISpectra.Fit","function":"fit","source":""", line, StringComparison.Ordinal);
        Assert.Contains(
            """
            "arguments":{"json":[[0.0, 1.0], [1.0, 3.0]]},"keywords":{"json":{"degree": 2}},"result":{"json":{"slope":2.0,"standard_error":0.5}},"task":
            """,
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_are_not_recorded_pass_through_and_are_recorded_where_that_is_asked_for()
    {
        await RecordAsync(async spectra => await spectra.Fit([0], [0]));
        await using var fake = CreateFake();
        await using (var replay = new ComputeReplay(File, ComputeReplayMode.RecordNew))
        await using (var client = new ComputeClient(replay.CreateClientOptions(fake.CreateClientOptions())))
        {
            var spectra = client.CreateExecutor(fake.EndpointId).CreateProxy<ISpectra>();
            Assert.Equal(new Fit(2, 0.5), await spectra.Fit([0], [0]));
            Assert.Equal("hello", await spectra.HelloWorld());
            await spectra.Forget("a");
            Assert.Equal((int[])[10, 20], await ValuesAsync(spectra.Scale([1, 2], 10, new ComputeMapOptions { ChunkSize = 2 })));
            Assert.Equal("ValueError", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("bad"))).RemoteType);
            Assert.Equal(
                ["ISpectra.HelloWorld", "ISpectra.Forget", "ISpectra.Scale", "ISpectra.Scale", "ISpectra.Count"], fake.Calls.Select(static call => call.MethodName));
            Assert.Equal(4, replay.Mismatches.Count);
        }

        await using var strict = new ComputeReplay(File);
        await using var replayed = new ComputeClient(strict.CreateClientOptions());
        var again = replayed.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>();
        Assert.Equal("hello", await again.HelloWorld());
        Assert.Equal((int[])[10, 20], await ValuesAsync(again.Scale([1, 2], 10, new ComputeMapOptions { ChunkSize = 2 })));
        Assert.Equal(new Fit(2, 0.5), await again.Fit([0], [0]));
        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => again.Count("bad"));
        await again.Forget("a");
        Assert.Empty(strict.UnusedCalls);
    }

    [Fact]
    public async Task A_call_that_ends_before_it_is_sent_leaves_its_recorded_one_for_another()
    {
        await RecordAsync(async spectra => await spectra.Fit([0], [0]));
        await using var replay = new ComputeReplay(File);
        await using var client = new ComputeClient(replay.CreateClientOptions());
        var refusing = client.CreateExecutor(Guid.NewGuid(), new ComputeExecutorOptions { Filters = [new RefusingFilter()] });

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => refusing.CreateProxy<ISpectra>().Fit([0], [0]));

        Assert.Equal(["ISpectra.Fit([0.0], [0.0], degree=1)"], replay.UnusedCalls);
        Assert.Equal(new Fit(2, 0.5), await client.CreateExecutor(Guid.NewGuid()).CreateProxy<ISpectra>().Fit([0], [0]));
    }

    private sealed class RefusingFilter : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken) =>
            throw new InvalidTimeZoneException();
    }

    private static FakeCompute CreateFake()
    {
        var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Fit(default!, default!, default)).Returns(new Fit(2, 0.5));
        fake.Setup((ISpectra x) => x.Count("")).ReturnsEach(1, 2, 3);
        fake.Setup((ISpectra x) => x.Count("")).When(static call => call.Argument<string>("name") == "bad").Raises("ValueError", "no such spectrum");
        fake.Setup((ISpectra x) => x.Count("")).When(static call => call.Argument<string>("name") == "many").ReturnsEach(Enumerable.Range(0, 200));
        fake.Setup((ISpectra x) => x.Forget("")).Completes();
        fake.Setup((ISpectra x) => x.HelloWorld()).Returns("hello");
        fake.Setup((ISpectra x) => x.Cat("")).Returns(static call => new ShellResult("cat", call.Argument<string>("file"), "", 0));
        fake.Setup((ISpectra x) => x.Scale(Array.Empty<int>(), 0, null)).Returns(static call => call.Arguments[0].As<int>() * call.Arguments[1].As<int>());
        return fake;
    }

    private static async Task<int[]> ValuesAsync(ComputeMap<int> map)
    {
        var values = new List<int>();
        await foreach (var item in map)
        {
            values.Add(item.Value);
        }

        return [.. values];
    }

    private async Task RecordAsync(Func<ISpectra, Task> run, ComputeRecordingOptions? options = null, bool @new = false)
    {
        if (@new)
        {
            System.IO.File.Delete(File);
        }

        await using var fake = CreateFake();
        await using var recorder = new ComputeRecorder(File, options);
        await using var client = new ComputeClient(recorder.CreateClientOptions(fake.CreateClientOptions()));
        await run(client.CreateExecutor(fake.EndpointId).CreateProxy<ISpectra>());
    }
}
