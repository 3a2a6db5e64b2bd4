using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Dashboard;

/// <summary>What the page is told of tasks, functions, workers, output and faults.</summary>
public sealed class DataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_told_with_its_times_arguments_result_and_output()
    {
        await using var service = await StartAsync();
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        const string Source = "def scale(x, factor=1):\n    print('scaling')\n    print('twice\\x1b[31m')\n    return {'sum': x + factor}\n";
        var function = await api.RegisterSourceAsync("scale", Source);
        var ids = await api.SubmitAsync(
            function, [Api.Arguments("[2.5]", "{\"factor\": 4}"), Api.Arguments("[1, 2]")], ["globus_compute_sdk.serialize.DillDataBase64"]);
        await api.FinishAsync(ids);
        var task = await EventuallyAsync(client, $"tasks/{ids[0]}", static data => data.GetProperty("task").GetProperty("output").GetArrayLength() == 2);

        task = task.GetProperty("task");
        Assert.Equal("scale", Text(task, "function"));
        Assert.Equal(function, task.GetProperty("functionId").GetGuid());
        Assert.Equal("succeeded", Text(task, "state"));
        Assert.Equal("2.5, factor=4", Text(task, "arguments"));
        Assert.Equal("{'sum': 6.5}", Text(task, "result"));
        Assert.Equal(JsonValueKind.Null, task.GetProperty("traceback").ValueKind);
        Assert.Equal("1", Text(task, "worker"));
        Assert.Equal("local", Text(task, "user"));
        Assert.Matches(@"^[\d.]+ m?s$", Text(task, "queue"));
        Assert.Matches(@"^[\d.]+ m?s$", Text(task, "run"));
        Assert.Equal(["scaling", @"twice\x1b[31m"], task.GetProperty("output").EnumerateArray().Select(static line => Text(line, "text")));

        var detail = (await client.ReadAsync($"functions/{function}")).GetProperty("function");
        Assert.Equal((Source, "2", "0"), (Text(detail, "source"), Text(detail, "succeeded"), Text(detail, "failed")));
        using var unknown = await client.SendAsync(HttpMethod.Get, $"dashboard/data/tasks/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task What_short_tasks_and_their_child_processes_print_is_told_apart()
    {
        await using var service = await StartAsync();
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        var say = await api.RegisterSourceAsync("say", "def say(n):\n    print('number', n)\n");
        var spawn = await api.RegisterSourceAsync(
            "spawn", "import subprocess, sys\ndef spawn(n):\n    print('parent', n)\n    subprocess.run([sys.executable, '-c', f'print(\"child of {n}\")'], check=True)\n");
        var part = await api.RegisterSourceAsync("part", "import sys\ndef part(n):\n    sys.stdout.write(f'part {n}')\n");
        var said = await api.SubmitAsync(say, Enumerable.Range(0, 40).Select(static n => Api.Arguments($"[{n}]")));
        var spawned = await api.SubmitAsync(spawn, Enumerable.Range(0, 2).Select(static n => Api.Arguments($"[{n}]")));
        var parts = await api.SubmitAsync(part, Enumerable.Range(0, 3).Select(static n => Api.Arguments($"[{n}]")));
        var last = await api.SubmitAsync(say, [Api.Arguments("[99]")]);
        await api.FinishAsync([.. said, .. spawned, .. parts, .. last]);

        var data = await EventuallyAsync(client, "output", static data => data.GetProperty("output").GetArrayLength() >= 48);
        var lines = data.GetProperty("output").EnumerateArray().Select(static line => (Text(line, "task"), Text(line, "text")));
        Assert.Equal(
            [
                .. said.Select(static (id, n) => (id.ToString(), $"number {n}")),
                .. spawned.SelectMany(static (id, n) => new[] { (id.ToString(), $"parent {n}"), (id.ToString(), $"child of {n}") }),
                .. parts.Select(static (id, n) => (id.ToString(), $"part {n}")),
                (last[0].ToString(), "number 99"),
            ],
            lines);
        Assert.DoesNotContain('\u001e', data.GetRawText());
    }

    [Fact]
    public async Task Failures_with_one_reason_are_one_and_lost_workers_are_named()
    {
        await using var service = await StartAsync();
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        var fail = await api.RegisterSourceAsync("fail", "def fail(x):\n    raise ValueError(f'{x} is bad')\n");
        var die = await api.RegisterSourceAsync("die", "import os\ndef die():\n    os._exit(7)\n");
        var failed = await api.SubmitAsync(fail, [Api.Arguments("[1]"), Api.Arguments("[1]"), Api.Arguments("[2]")]);
        await api.FinishAsync(failed);
        var died = await api.SubmitAsync(die, [Api.NoArguments]);
        await api.FinishAsync(died);

        var failures = (await client.ReadAsync("failures")).GetProperty("failures").EnumerateArray().ToList();
        Assert.Equal(
            [("die", "1"), ("fail", "1"), ("fail", "2")], failures.Select(static group => (Text(group, "function"), Text(group, "count"))));
        Assert.Equal("ValueError: 1 is bad", Text(failures[2], "failure"));
        Assert.StartsWith("Traceback (most recent call last):", Text(failures[2], "traceback"), StringComparison.Ordinal);
        const string Frame = "  File \"<fail>\", line 2, in fail\n    raise ValueError(f'{x} is bad')\n";
        Assert.Contains(Frame, Text(failures[2], "traceback"), StringComparison.Ordinal);
        Assert.Contains(Frame, Text((await client.ReadAsync($"tasks/{failed[0]}")).GetProperty("task"), "traceback"), StringComparison.Ordinal);
        Assert.Equal(failed[1], failures[2].GetProperty("id").GetGuid());
        var lost = Assert.Single((await client.ReadAsync("workers")).GetProperty("lost").EnumerateArray());
        Assert.Equal((died[0].ToString(), true), (Text(lost, "task"), Text(lost, "how").StartsWith("ended with exit code 7", StringComparison.Ordinal)));
        var functions = (await client.ReadAsync("functions")).GetProperty("functions").EnumerateArray().Take(2);
        Assert.Equal([("fail", "0", "3"), ("die", "0", "1")], functions.Select(static f => (Text(f, "name"), Text(f, "succeeded"), Text(f, "failed"))));
    }

    [Fact]
    public async Task Of_fifty_thousand_tasks_a_page_is_sent_what_it_shows()
    {
        await using var service = await StartAsync();
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        var hold = await api.RegisterSourceAsync("hold", "import time\ndef hold():\n    time.sleep(3600)\n");
        var add = await api.RegisterSourceAsync("add", "def add():\n    return 1\n");
        var first = await api.SubmitAsync(hold, [Api.NoArguments]);
        await api.ReachAsync(first, "running");
        for (var i = 0; i < 10; i++)
        {
            await api.SubmitAsync(add, Enumerable.Repeat(Api.NoArguments, 5000));
        }

        using var answer = await client.SendAsync(HttpMethod.Get, "dashboard/data/tasks?limit=40&offset=49980");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);
        Assert.InRange(bytes.Length, 1000, 20_000);
        var tasks = JsonDocument.Parse(bytes).RootElement.GetProperty("tasks");
        Assert.Equal((50_001, "50,001", 21), (tasks.GetProperty("total").GetInt32(), Text(tasks, "totalText"), tasks.GetProperty("rows").GetArrayLength()));
        Assert.Equal(first[0], tasks.GetProperty("rows")[20].GetProperty("id").GetGuid());

        // Rows stay where they are while tasks arrive.
        var top = tasks.GetProperty("top").GetInt64();
        await api.SubmitAsync(add, [Api.NoArguments, Api.NoArguments]);
        var later = (await client.ReadAsync($"tasks?limit=1&offset=50000&top={top}")).GetProperty("tasks");
        Assert.Equal((50_001, 2), (later.GetProperty("total").GetInt32(), later.GetProperty("newer").GetInt32()));
        Assert.Equal(first[0], later.GetProperty("rows")[0].GetProperty("id").GetGuid());
        var running = (await client.ReadAsync("tasks?state=running&q=HOL")).GetProperty("tasks");
        Assert.Equal(first[0], Assert.Single(running.GetProperty("rows").EnumerateArray()).GetProperty("id").GetGuid());
        var waiting = (await client.ReadAsync($"tasks?state=waiting&function={add}&limit=0")).GetProperty("tasks");
        Assert.Equal((50_002, 0), (waiting.GetProperty("total").GetInt32(), waiting.GetProperty("rows").GetArrayLength()));
    }

    [Fact]
    public async Task Tasks_that_are_no_longer_kept_leave_the_list()
    {
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, MaxFinishedTasks = 5 }, Token);
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        var add = await api.RegisterSourceAsync("add", "def add():\n    return 1\n");
        IReadOnlyList<Guid> last = [];
        for (var i = 0; i < 40; i++)
        {
            // Often enough that places of forgotten tasks are given up.
            last = await api.SubmitAsync(add, Enumerable.Repeat(Api.NoArguments, 1000));
            await api.FinishAsync([last[^1]]);
        }

        await api.StatusAsync(last);
        var tasks = (await client.ReadAsync("tasks")).GetProperty("tasks");
        Assert.Equal(5, tasks.GetProperty("total").GetInt32());
        Assert.Equal(last.TakeLast(5).Reverse(), tasks.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("id").GetGuid()));
        Assert.Equal("40,000", Text((await client.ReadAsync("service")).GetProperty("service"), "succeeded"));
    }

    [Theory]
    [InlineData("tasks?state=odd", "state")]
    [InlineData("tasks?limit=201", "limit")]
    [InlineData("tasks?offset=-1", "offset")]
    [InlineData("tasks?top=x", "top")]
    [InlineData("tasks?worker=99999999999", "worker")]
    [InlineData("tasks?function=x", "function")]
    [InlineData("output?after=x", "after")]
    public async Task A_parameter_that_cannot_be_used_is_named(string view, string name)
    {
        await using var service = await StartAsync();
        using var client = await DashboardClient.OpenAsync(service);
        using var answer = await client.SendAsync(HttpMethod.Get, $"dashboard/data/{view}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.EnumerateObject());
        Assert.StartsWith($"The parameter {name} must be", error.Value.GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tasks/0d4473ef-0b7a-45dc-bfd3-4220c622d991")]
    [InlineData("functions/0d4473ef-0b7a-45dc-bfd3-4220c622d991")]
    [InlineData("odd")]
    public async Task What_is_not_known_is_answered_with_an_error_alone(string view)
    {
        await using var service = await StartAsync();
        using var client = await DashboardClient.OpenAsync(service);
        using var answer = await client.SendAsync(HttpMethod.Get, $"dashboard/data/{view}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var error = Assert.Single(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.EnumerateObject());
        Assert.Equal(("error", JsonValueKind.String), (error.Name, error.Value.ValueKind));
    }

    [Fact]
    public async Task Large_arguments_and_results_are_clipped_and_damaged_ones_do_no_harm()
    {
        await using var service = await StartAsync();
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        var repeat = await api.RegisterSourceAsync("repeat", "def repeat(text, n):\n    return [text * n, 'é\\ud800' if n > 1 else '']\n");
        var large = await api.SubmitAsync(repeat, [Api.Arguments($"[\"{new string('a', 80_000)}\", 20]")], ["globus_compute_sdk.serialize.JSONData"]);
        var damaged = await api.SubmitAsync(repeat, ["5\n11\n[}5\n11\n{}"]);
        var hostile = await api.SubmitAsync(repeat, ["12\n00\ngASVBQAA5\n11\n{}"]);
        await api.FinishAsync([.. large, .. damaged, .. hostile]);

        using var answer = await client.SendAsync(HttpMethod.Get, $"dashboard/data/tasks/{large[0]}");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Token);
        Assert.InRange(bytes.Length, 5_000, 60_000);
        var task = JsonDocument.Parse(bytes).RootElement.GetProperty("task");
        Assert.Equal((JsonValueKind.Null, "80.0 kB"), (task.GetProperty("arguments").ValueKind, Text(task, "argumentsSize")));
        Assert.EndsWith("…", Text(task, "result"), StringComparison.Ordinal);
        foreach (var id in damaged.Concat(hostile))
        {
            Assert.Contains("cannot be shown", Text((await client.ReadAsync($"tasks/{id}")).GetProperty("task"), "arguments"), StringComparison.Ordinal);
        }

        await client.ReadAsync("tasks");
    }

    [Fact]
    public async Task Faults_are_set_and_read_in_the_same_words()
    {
        await using var service = await StartAsync();
        using var client = await DashboardClient.OpenAsync(service);
        string[] lines = ["status at submit every 3 status 429 retry_after 1", "reorder at results probability 0.25 seconds 0.5 size 4", "partial at submit partial extra_ids"];
        using var set = await client.SendAsync(HttpMethod.Put, "dashboard/data/faults", new { lines, seed = 7 });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var faults = await client.ReadAsync("faults");
        Assert.Equal(lines, faults.GetProperty("active").EnumerateArray().Select(static fault => Text(fault, "line")));
        Assert.Equal((7, 7), (faults.GetProperty("seed").GetInt32(), service.Faults!.Seed));

        using var wrong = await client.SendAsync(HttpMethod.Put, "dashboard/data/faults", new { lines = new[] { "kill_before at submit" } });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(3, service.Faults!.Rules.Count);

        using var half = await client.SendAsync(HttpMethod.Put, "dashboard/data/faults", "{\"lines\":[\"\\ud800\"]}");
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);

        foreach (var suggestion in faults.GetProperty("suggestions").EnumerateArray())
        {
            var line = Text(suggestion, "line");
            using var one = await client.SendAsync(HttpMethod.Put, "dashboard/data/faults", new { lines = new[] { line } });
            var active = (await Api.ReadAsync(one)).GetProperty("active").EnumerateArray();
            Assert.Equal(line, Text(Assert.Single(active), "line"));
        }

        using var none = await client.SendAsync(HttpMethod.Put, "dashboard/data/faults", new { lines = Array.Empty<string>() });
        Assert.Null(service.Faults);
    }

    [Fact]
    public void The_page_takes_at_most_three_hundred_kilobytes()
    {
        var assembly = typeof(LocalComputeService).Assembly;
        var sizes = assembly.GetManifestResourceNames().Where(static name => name.StartsWith("Dashboard/", StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return stream.Length;
        }).ToList();
        Assert.Contains(sizes, static size => size > 0);
        Assert.InRange(sizes.Sum(), 1, 300_000);
    }

    private static Task<LocalComputeService> StartAsync() =>
        LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 }, Token);

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    // What a task prints comes over another pipe than its result.
    private static async Task<JsonElement> EventuallyAsync(DashboardClient client, string view, Func<JsonElement, bool> isReached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var data = await client.ReadAsync(view);
            if (isReached(data))
            {
                return data;
            }

            Assert.False(limit.IsCancellationRequested, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(data)));
        }
    }
}
