using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>Commands about tasks, groups, functions, endpoints, profiles and journals.</summary>
public sealed class ServiceCommandTests(ServiceFixture fixture) : IDisposable
{
    private readonly CommandUser _user = new(fixture.Service);

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task Tasks_and_their_group_are_shown_with_results_and_failures()
    {
        var good = JsonSchema.Parse(await _user.SucceedAsync("run", "analysis.py:echo", "7", "--json"), "task");
        var bad = JsonSchema.Parse((await _user.RunAsync("run", "analysis.py:calibrate", "--json")).Output, "task");
        var (task, group, failed) = (Text(good, "task_id"), Text(good, "task_group_id"), Text(bad, "task_id"));

        var shown = await _user.SucceedAsync("task", "show", task);
        Assert.Matches($@"^Task      {task}\nState     succeeded \(the service says: success\)\nEndpoint  .*\nIn queue  [\d.]+ m?s\nRun time  [\d.]+ m?s\nWorker    Python .*\nResult    7\n$", shown);
        Assert.Equal("7\n", await _user.SucceedAsync("task", "result", task));
        Assert.Equal("7", JsonSchema.Parse(await _user.SucceedAsync("task", "wait", task, "--json"), "task").GetProperty("result").GetRawText());
        Assert.Equal("succeeded", Text(JsonSchema.Parse(await _user.SucceedAsync("task", "show", task, "--json"), "task"), "state"));
        Assert.Contains("ValueError: bad reading", await _user.SucceedAsync("task", "show", failed));
        var (code, output, error) = await _user.RunAsync("task", "result", failed);
        Assert.Equal((12, ""), (code, output));
        Assert.Contains("<string> is the source of the function.", error);
        Assert.Contains("ValueError: bad reading", error);

        Assert.Equal(task, Text(JsonSchema.Parse(await _user.SucceedAsync("group", "show", group, "--json"), "group").GetProperty("tasks")[0], "task_id"));
        Assert.StartsWith($"TASK                                  CREATED\n{task}  20", await _user.SucceedAsync("group", "show", group));
        Assert.Equal($"{task}  succeeded  7\n", await _user.SucceedAsync("group", "wait", group));
        Assert.Equal(task, Text(Assert.Single(JsonSchema.ParseLines(await _user.SucceedAsync("group", "results", group, "--json"), "task")), "task_id"));
        Assert.Equal(12, (await _user.RunAsync("group", "results", Text(bad, "task_group_id"))).Code);
    }

    [Fact]
    public async Task Functions_are_registered_listed_shown_run_and_deleted()
    {
        var id = (await _user.SucceedAsync("function", "register", "analysis.py:echo", "--description", "Gives back.")).Trim();
        var registered = JsonSchema.Parse(await _user.SucceedAsync("function", "register", "analysis.py:calibrate", "--json"), "registered_function");

        var run = (await _user.RunAsync("run", "analysis.py:calibrate", "--json")).Output;
        Assert.Equal("failed", Text(JsonSchema.Parse(run, "task"), "state"));
        var ran = JsonSchema.ParseLines(await _user.SucceedAsync("function", "list", "--json"), "listed_function");
        Assert.Equal(["echo", "calibrate", "calibrate"], ran.Select(one => Text(one, "name")));
        Assert.Equal(0, (await _user.RunAsync("function", "delete", Text(ran[2], "function_id"))).Code);
        Assert.Matches($"^FUNCTION +NAME +ORIGIN +SERVICE +TIME\n{id}  echo .*\n{Text(registered, "function_id")}  calibrate .*\n$", await _user.SucceedAsync("function", "list"));
        Assert.Contains("def echo(value):", await _user.SucceedAsync("function", "show", id));
        Assert.Equal("Gives back.", Text(JsonSchema.Parse(await _user.SucceedAsync("functions", "show", id, "--json"), "function"), "description"));
        Assert.Equal("[8]\n", await _user.SucceedAsync("run", id, "[8]"));
        JsonSchema.Parse(await _user.SucceedAsync("function", "delete", id, "--json"), "deleted_function");
        Assert.Equal(Text(registered, "function_id"), Text(Assert.Single(JsonSchema.ParseLines(await _user.SucceedAsync("function", "list", "--json"), "listed_function")), "function_id"));
        Assert.Equal(15, (await _user.RunAsync("function", "show", id)).Code);
    }

    [Fact]
    public async Task Functions_of_the_lock_file_are_listed_too()
    {
        _user.Folder.Add("globuscompute.lock.json", $$"""
            {
              "version": 1,
              "functions": [
                {
                  "method": "Lab.IAnalysis.Fit",
                  "environment": "https://compute.api.globus.org/",
                  "function_id": "0d4473ef-0b7a-45dc-bfd3-4220c622d991",
                  "source_hash": "sha256:{{new string('a', 64)}}",
                  "owner": null,
                  "time": "2026-11-29T12:00:00Z"
                }
              ]
            }
            """);
        var (code, output, error) = await _user.RunAsync("function", "list", "--json");

        Assert.True(code == 0, error);
        var row = Assert.Single(JsonSchema.ParseLines(output, "listed_function"));
        Assert.Equal(("Lab.IAnalysis.Fit", "pinned"), (Text(row, "name"), Text(row, "origin")));
    }

    [Fact]
    public async Task Endpoints_are_listed_and_described()
    {
        var id = fixture.Service.EndpointId;
        Assert.Contains($"{id}  local", await _user.SucceedAsync("endpoint", "list"));
        Assert.Equal($"{id}", Text(Assert.Single(JsonSchema.ParseLines(await _user.SucceedAsync("endpoint", "list", "--all", "--json"), "endpoint")), "endpoint_id"));
        Assert.StartsWith($"Endpoint        {id}\nName            local\n", await _user.SucceedAsync("endpoint", "show"));
        JsonSchema.Parse(await _user.SucceedAsync("endpoint", "show", $"{id}", "--json"), "endpoint_metadata");
        Assert.StartsWith($"Endpoint  {id}\nStatus    online\nWorkers   2, ", await _user.SucceedAsync("endpoint", "status"));
        Assert.True(JsonSchema.Parse(await _user.SucceedAsync("endpoint", "status", "--json"), "endpoint_status").GetProperty("is_online").GetBoolean());
    }

    [Fact]
    public async Task Profiles_are_kept_in_a_file_that_only_its_owner_reads()
    {
        await _user.SucceedAsync("profile", "set", "endpoint", "0d4473ef-0b7a-45dc-bfd3-4220c622d991", "--profile", "work");
        await _user.SucceedAsync("profile", "set", "amqp-port", "443", "--profile", "work");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_user.Folder.File("config/profiles.json")));
        }

        var profile = JsonSchema.Parse(await _user.SucceedAsync("profile", "show", "--profile", "work", "--json"), "profile");
        Assert.Equal(("work", "443"), (Text(profile, "profile"), Text(profile, "amqp_port")));
        Assert.Equal(["default", "work"], JsonSchema.ParseLines(await _user.SucceedAsync("profile", "list", "--json"), "profile").Select(one => Text(one, "profile")));
        _user.Variables["GCOMPUTE_PROFILE"] = "work";
        Assert.Contains("443", await _user.SucceedAsync("profile", "show"));
        await _user.SucceedAsync("profile", "unset", "amqp-port");
        Assert.DoesNotContain("443", await _user.SucceedAsync("profile", "show"));
        await _user.SucceedAsync("profile", "delete");
        var (code, _, error) = await _user.RunAsync("profile", "delete", "--profile", "defualt");
        Assert.Equal((2, "gcompute profile delete: the profile 'defualt' does not exist. Did you mean 'default'?\n"), (code, error));
    }

    [Theory]
    [InlineData("profile set endpiont x", "the setting 'endpiont' does not exist. Did you mean 'endpoint'?")]
    [InlineData("profile set endpoint x", "endpoint must be a UUID that is not all zero.")]
    [InlineData("profile set amqp-port 0", "amqp-port must be a number from 1 to 65535.")]
    [InlineData("profile set service ftp://x", "service must be an absolute http or https URL.")]
    [InlineData("profile show --profile a/b", "--profile must be letters, digits")]
    [InlineData("task show 7", "task must be a UUID that is not all zero, but is '7'.")]
    [InlineData("task shw x", "Did you mean 'show'?")]
    [InlineData("endpoint", "Required command was not provided.")]
    [InlineData("journal show none", "the journal 'none' does not exist.")]
    [InlineData("journal compact none --keep-days 0", "--keep-days must be a number of days from 1 to 36500, but is '0'.")]
    [InlineData("function register 0d4473ef-0b7a-45dc-bfd3-4220c622d991", "a function that has an id is registered already. Name a Python file.")]
    [InlineData("endpoint list --service here", "--service must be an absolute http or https URL.")]
    [InlineData("doctor --timeout 0", "--timeout must be a number of seconds above 0 and at most 2073600, but is '0'.")]
    public async Task A_mistake_is_one_sentence(string line, string message)
    {
        var (code, output, error) = await _user.RunAsync(line.Split(' '));

        Assert.Equal((line.StartsWith("journal show", StringComparison.Ordinal) ? 17 : 2, ""), (code, output));
        Assert.Contains(message, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_journal_is_shown_and_compacted()
    {
        _user.Folder.Add("rows.csv", "value\n1\n2\n");
        await _user.SucceedAsync("run", "analysis.py:echo", "--each", "rows.csv");

        var entries = JsonSchema.ParseLines(await _user.SucceedAsync("journal", "show", "rows.csv.results.jsonl.journal", "--json"), "journal_entry");
        Assert.Equal(["ended echo", "ended echo"], entries.Select(entry => $"{Text(entry, "state")} {Text(entry, "function")}"));
        Assert.Matches(@"^SENT +STATE +FUNCTION +TASK +TAG\n20.*  ended  echo  .*\n20.*\n$", await _user.SucceedAsync("journal", "show", "rows.csv.results.jsonl.journal"));
        Assert.Equal(2, JsonSchema.Parse(await _user.SucceedAsync("journal", "compact", "rows.csv.results.jsonl.journal", "--json"), "compacted_journal").GetProperty("calls").GetInt32());
    }

    [Fact]
    public async Task A_token_that_is_over_ends_in_9_and_in_what_to_do()
    {
        _user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "expired";
        await EachEndsAsync(9, "Run 'gcompute login', or set GLOBUS_COMPUTE_ACCESS_TOKEN to a valid access token.");
        _user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "";
        _user.Variables["GLOBUS_SDK_ENVIRONMENT"] = "local";
        _user.Variables["GLOBUS_SDK_SERVICE_URL_AUTH"] = fixture.Service.Url.AbsoluteUri;
        var (code, _, error) = await _user.RunAsync("endpoint", "list");
        Assert.Equal((9, "gcompute endpoint list: nobody is signed in. Run 'gcompute login', or set GLOBUS_COMPUTE_ACCESS_TOKEN to a valid access token.\n"), (code, error));
    }

    [Fact]
    public async Task Without_a_network_each_command_ends_in_13_and_in_what_to_do()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await _user.SucceedAsync("profile", "set", "service", $"http://127.0.0.1:{port}/");
        await EachEndsAsync(13, "Check the network and the address of the service; 'gcompute doctor' finds the cause.");
    }

    private async Task EachEndsAsync(int expected, string message)
    {
        const string Id = "0d4473ef-0b7a-45dc-bfd3-4220c622d991";
        string[] lines =
        [
            "endpoint list", "endpoint show", "endpoint status", $"task show {Id}", $"task result {Id}", $"task wait {Id}", $"group show {Id}",
            $"group wait {Id}", $"group results {Id}", $"function show {Id}", $"function delete {Id}", "function register analysis.py:echo",
            "run analysis.py:echo 1",
        ];
        foreach (var chunk in lines.Chunk(4))
        {
            await Task.WhenAll(chunk.Select(async line =>
            {
                var (code, output, error) = await _user.RunAsync(line.Split(' '));
                Assert.True((code, output) == (expected, ""), $"{line} ended with {code}: {output}{error}");
                Assert.EndsWith($" {message}\n", error);
                Assert.Single(error.TrimEnd().Split('\n'));
            }));
        }
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
