using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

public sealed class WorkerTests(TestService shared)
{
    private static readonly string s_plus = new('+', 68);
    private static readonly string s_minus = new('-', 68);

    public static TheoryData<string, string> Ends => new()
    {
        { "os._exit(7)", "exit code 7" },
        { "os.kill(os.getpid(), 9)", "SIGKILL" },
        { "import ctypes; ctypes.string_at(0)", "signal 11 (SIGSEGV" },
        { "sys.exit(3)", "exit code 3" },
        { "raise KeyboardInterrupt()", "exit code 1" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_worker_that_dies_fails_its_task_and_is_replaced(string end, string how)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
        using var api = new Api(service);
        var deadly = await api.RegisterSourceAsync("f", $"import os, sys\ndef f():\n    {end}\n");
        var harmless = await api.RegisterSourceAsync("f", "def f():\n    return 1\n");

        var lost = await api.RunAsync(deadly);
        var next = await api.RunAsync(harmless);

        Assert.Equal("failed", lost.GetProperty("status").GetString());
        var text = lost.GetProperty("exception").GetString()!;
        Assert.StartsWith(s_plus + "\n", text);
        Assert.EndsWith(s_minus + "\n", text);
        Assert.Matches(@"parsl\.[\w.]+\.WorkerLost: ", text);
        Assert.True(text.Contains(how, StringComparison.Ordinal), text);
        Assert.False(lost.GetProperty("details").TryGetProperty("python_version", out _));
        Assert.Equal("11\n1", next.GetProperty("result").GetString());
    }

    [Fact]
    public async Task A_dead_worker_fails_only_the_task_that_it_was_running()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 2 });
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "import os\ndef f(n):\n    if n % 100 == 50:\n        os._exit(1)\n    return n\n");
        var ids = await api.SubmitAsync(function, Enumerable.Range(0, 500).Select(n => Api.Arguments($"[{n}]")), ["globus_compute_sdk.serialize.JSONData"]);

        var all = await api.FinishAsync(ids);

        Assert.All(ids.Index(), t =>
        {
            var task = all[t.Item];
            Assert.Equal(t.Index % 100 == 50 ? "failed" : "success", task.GetProperty("status").GetString());
            Assert.True(t.Index % 100 == 50 || task.GetProperty("result").GetString() == $"11\n{t.Index}");
        });
    }

    [Fact]
    public async Task A_task_past_its_deadline_fails_with_that_reason_and_its_worker_is_replaced()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            TaskTimeout = TimeSpan.FromMilliseconds(300),
        });
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "import time\ndef f(seconds):\n    time.sleep(seconds)\n");
        var ids = await api.SubmitAsync(function, [Api.Arguments("[0]"), Api.Arguments("[600]"), Api.Arguments("[0]")]);

        var all = await api.FinishAsync(ids);

        Assert.Equal(["success", "failed", "success"], ids.Select(id => all[id].GetProperty("status").GetString()));
        Assert.Contains("TaskTimeout: The task ran longer than the 0.3 s", all[ids[1]].GetProperty("exception").GetString());
    }

    [Fact]
    public async Task Tasks_sent_ahead_do_not_wait_behind_one_that_turns_out_long()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 2 });
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "import time\ndef f(n):\n    if n == 20:\n        time.sleep(600)\n    return n\n");
        var ids = await api.SubmitAsync(function, Enumerable.Range(0, 400).Select(n => Api.Arguments($"[{n}]")));

        var others = await api.FinishAsync([.. ids.Where((_, n) => n != 20)]);

        Assert.All(others.Values, t => Assert.Equal("success", t.GetProperty("status").GetString()));
        Assert.Equal("running", (await api.StatusAsync([ids[20]]))[ids[20]].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_task_after_one_that_runs_long_starts_another_worker()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 2 });
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "import time\ndef f(n):\n    if n < 0:\n        time.sleep(600)\n    return n\n");
        for (var n = 0; n < 20; n++)
        {
            // One after the other, so that one worker does them all, and is known for short tasks.
            await api.RunAsync(function, Api.Arguments($"[{n}]"));
        }

        await api.ReachAsync(await api.SubmitAsync(function, [Api.Arguments("[-1]")]), "running");
        var next = await api.RunAsync(function, Api.Arguments("[1]"));

        Assert.Equal("success", next.GetProperty("status").GetString());
        Assert.Equal(2, service.WorkerProcessIds.Count);
    }

    [Fact]
    public async Task Printing_and_reading_input_in_a_task_disturb_nothing()
    {
        var function = await shared.Api.RegisterSourceAsync("f", """
            import os, subprocess, sys
            def f():
                print('x' * 100000, '\U0001f600')
                print('\ud800', file=sys.stderr)
                os.write(1, b'R\0\0\0\1')
                subprocess.run([sys.executable, '-c', 'print(1)'])
                return [sys.stdin.read(), os.read(0, 10).decode()]
            """);

        var task = await shared.Api.RunAsync(function);

        Assert.Equal("""["", ""]""", task.GetProperty("result").GetString()![3..]);
    }

    [Fact]
    public async Task No_state_passes_from_one_task_to_the_next()
    {
        var function = await shared.Api.RegisterSourceAsync("f", "seen = []\ndef f():\n    seen.append(1)\n    return [len(seen), __name__]\n");
        var ids = await shared.Api.SubmitAsync(function, Enumerable.Repeat(Api.NoArguments, 20), ["globus_compute_sdk.serialize.JSONData"]);

        var all = await shared.Api.FinishAsync(ids);

        Assert.All(all.Values, t => Assert.Equal("""[1, "builtins"]""", t.GetProperty("result").GetString()![3..]));
    }

    [Fact]
    public async Task Each_task_has_a_folder_of_its_own_that_ends_with_it()
    {
        var function = await shared.Api.RegisterSourceAsync("f", """
            import os
            def f():
                open('left.txt', 'w').close()
                return [os.getcwd(), os.environ['GC_TASK_SANDBOX_DIR'], os.listdir('.')]
            """);

        var results = new List<string[]>();
        for (var i = 0; i < 2; i++)
        {
            var task = await shared.Api.RunAsync(function);
            var items = JsonDocument.Parse(task.GetProperty("result").GetString()![3..]).RootElement;
            Assert.Equal(items[0].GetString(), items[1].GetString());
            Assert.Equal("left.txt", Assert.Single(items[2].EnumerateArray()).GetString());
            Assert.False(Directory.Exists(items[0].GetString()));
        }
    }

    [Fact]
    public async Task Shell_functions_run_by_source_and_by_pickle()
    {
        var bySource = await shared.Api.RegisterSourceAsync("f", """
            def f(**kwargs):
                from globus_compute_sdk.sdk.shell_function import ShellFunction
                r = ShellFunction("echo {word}; echo $GC_TASK_UUID; cat nothing", snippet_lines=2)(**kwargs)
                return r if isinstance(r, dict) else dict(r.__dict__)
            """);
        var makePickle = await shared.Api.RegisterSourceAsync("f", """
            def f():
                import codecs, dill
                from globus_compute_sdk import MPIFunction, ShellFunction
                made = [
                    ShellFunction("printf '{a}\\n%.0s' 1 2 3", return_dict=True, snippet_lines=2),
                    ShellFunction("sleep 5", walltime=0.1, return_dict=True),
                    MPIFunction("echo {a}", return_dict=True),
                    ShellFunction("echo {a}"),
                ]
                return [codecs.encode(dill.dumps(m), 'base64').decode() for m in made]
            """);
        var texts = JsonSerializer.Deserialize<string[]>((await shared.Api.RunAsync(makePickle)).GetProperty("result").GetString()![3..])!;

        var source = Json(await shared.Api.RunAsync(bySource, Api.Arguments("[]", """{"word": "hi"}""")));
        var tail = Json(await RunPickleAsync(texts[0]));
        var timedOut = Json(await RunPickleAsync(texts[1]));
        var mpi = Json(await RunPickleAsync(texts[2]));
        var result = await RunPickleAsync(texts[3]);

        Assert.Equal("subprocess.CalledProcessError", source.GetProperty("exception_name").GetString());
        Assert.Equal(1, source.GetProperty("returncode").GetInt32());
        Assert.Matches("^hi\n[0-9a-f-]{36}\n$", source.GetProperty("stdout").GetString());
        Assert.Contains("nothing", source.GetProperty("stderr").GetString());
        Assert.Equal("v\nv\n", tail.GetProperty("stdout").GetString());
        Assert.Equal(JsonValueKind.Null, tail.GetProperty("exception_name").ValueKind);
        Assert.Equal((124, "subprocess.TimeoutExpired"), (timedOut.GetProperty("returncode").GetInt32(), timedOut.GetProperty("exception_name").GetString()));
        Assert.Equal(("v\n", "$PARSL_MPI_PREFIX echo v"), (mpi.GetProperty("stdout").GetString(), mpi.GetProperty("cmd").GetString()));
        Assert.Contains("ShellResult is not JSON serializable", result.GetProperty("exception").GetString());

        async Task<JsonElement> RunPickleAsync(string text)
        {
            var function = await shared.Api.RegisterAsync($"{text.Length + 3}\n01\n{text}");
            return await shared.Api.RunAsync(function, Api.Arguments("[]", """{"a": "v"}"""));
        }

        static JsonElement Json(JsonElement task) => JsonDocument.Parse(task.GetProperty("result").GetString()![3..]).RootElement;
    }

    [Fact]
    public async Task The_hardware_report_and_the_serialize_names_can_be_imported()
    {
        var function = await shared.Api.RegisterSourceAsync("f", """
            def f():
                from globus_compute_sdk.sdk.hardware_report import run_hardware_report
                from globus_compute_sdk.serialize import JSONData
                from globus_compute_sdk.serialize.concretes import DillCode
                return [run_hardware_report('w'), JSONData.__module__, DillCode.__name__]
            """);

        var items = JsonDocument.Parse((await shared.Api.RunAsync(function)).GetProperty("result").GetString()![3..]).RootElement;

        Assert.StartsWith("== w == == ", items[0].GetString());
        Assert.Equal("globus_compute_sdk.serialize.concretes", items[1].GetString());
        Assert.Equal("DillCode", items[2].GetString());
    }

    [Theory]
    [InlineData("by_value:DillCode")]
    [InlineData("with_doc:CombinedCode")]
    [InlineData("with_doc:AllCodeStrategies")]
    [InlineData("with_doc:PureSourceDill")]
    public async Task A_function_that_the_SDK_serialised_runs(string name)
    {
        var function = await shared.Api.RegisterAsync(Vectors.Functions.GetProperty("functions").Named(name).GetProperty("body").GetProperty("function_code").GetString()!);

        var task = await shared.Api.RunAsync(function, Api.Arguments("[3]"));

        Assert.True(task.TryGetProperty("result", out var result), task.ToString());
        Assert.StartsWith("11\n", result.GetString());
    }

    [Fact]
    public async Task Without_dill_a_pickle_fails_with_what_to_install_and_JSON_works()
    {
        var folder = Directory.CreateTempSubdirectory("gcompute-test-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "dill.py"), "raise ImportError('hidden by a test')\n");
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            Environment = new Dictionary<string, string?> { ["PYTHONPATH"] = folder.FullName },
        });
        folder.Delete(recursive: true);
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "def f():\n    return 1\n");

        var json = await api.RunAsync(function);
        var pickled = await api.RunAsync(function, "12\n00\ngAQpLg==\n12\n00\ngAR9lC4=\n");
        var result = await api.RunAsync(function, serializers: ["globus_compute_sdk.serialize.DillDataBase64"]);

        Assert.Equal("11\n1", json.GetProperty("result").GetString());
        Assert.Contains("DillDataBase64 ('00') needs the Python package dill", pickled.GetProperty("exception").GetString());
        Assert.Contains("pip install dill", result.GetProperty("exception").GetString());
    }

    [Fact]
    public async Task Start_time_is_reported()
    {
        var watch = Stopwatch.StartNew();
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python });
        var started = watch.Elapsed;
        await service.DisposeAsync();

        TestContext.Current.SendDiagnosticMessage($"Started in {started.TotalMilliseconds:0} ms, stopped in {(watch.Elapsed - started).TotalMilliseconds:0} ms.");
        Assert.Empty(service.WorkerProcessIds);
    }
}
