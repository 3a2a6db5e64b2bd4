using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>What the real worker answered, this one answers.</summary>
public sealed class WorkerRunTests(TestService shared)
{
    public static TheoryData<string, string> Runs()
    {
        var data = new TheoryData<string, string>();
        foreach (var run in Vectors.WorkerRuns.GetProperty("runs").EnumerateArray())
        {
            foreach (var result in run.GetProperty("results").EnumerateObject())
            {
                data.Add(run.GetProperty("name").GetString()!, result.Name);
            }
        }

        return data;
    }

    public static TheoryData<string> Unusual() => [.. Vectors.WorkerRuns.GetProperty("unusual").EnumerateArray().Select(u => u.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_run_over_HTTP_ends_as_on_a_real_worker(string name, string label)
    {
        var run = Vectors.WorkerRuns.GetProperty("runs").Named(name);
        var expected = run.GetProperty("results").GetProperty(label);
        var function = await shared.Api.RegisterAsync(run.GetProperty("function_code").GetString()!, run.GetProperty("entry").GetString()!);
        var serializers = expected.GetProperty("result_serializers") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(s => s.GetString()!) : null;
        var ids = await shared.Api.SubmitAsync(function, [run.GetProperty("submitted_payload").GetString()!], serializers);

        var task = (await shared.Api.FinishAsync(ids))[ids[0]];

        var isError = expected.GetProperty("is_error").GetBoolean();
        Assert.Equal(isError ? "failed" : "success", task.GetProperty("status").GetString());
        var text = task.GetProperty(isError ? "exception" : "result").GetString()!;
        await AssertSameAsync(expected, text, ids[0].ToString(), run.GetProperty("task_id").GetString()!);
        Assert.True(shared.Service.TryGetFrame(ids[0], out var frame));
        AssertSameFrame(expected.GetProperty("frame_b64").GetBytesFromBase64(), frame, ids[0]);
    }

    [Theory]
    [MemberData(nameof(Unusual))]
    public async Task An_unusual_task_buffer_ends_as_on_a_real_worker(string name)
    {
        var entry = Vectors.WorkerRuns.GetProperty("unusual").Named(name);
        var options = entry.GetProperty("options");
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            EndpointId = TestService.EndpointId,
            Workers = 1,
            MaxResultSize = options.TryGetProperty("result_size_limit", out var limit) ? limit.GetInt32() : 10 * 1024 * 1024,
            AllowedSerializers = options.TryGetProperty("task_deserializers", out var allowed) ? [.. allowed.EnumerateArray().Select(a => a.GetString()!)] : null,
        });
        using var api = new Api(service);
        // The service joins code and arguments to the task buffer, so an empty code part leaves the buffer as it is.
        var function = await api.RegisterAsync("");
        var ids = await api.SubmitAsync(function, [entry.GetProperty("task_buffer").GetString()!], options.GetProperty("result_serializers").EnumerateArray().Select(s => s.GetString()!));

        var task = (await api.FinishAsync(ids))[ids[0]];

        var text = task.GetProperty(entry.GetProperty("is_error").GetBoolean() ? "exception" : "result").GetString()!;
        await AssertSameAsync(entry, text, ids[0].ToString(), entry.GetProperty("task_id").GetString()!);
        Assert.True(service.TryGetFrame(ids[0], out var frame));
        AssertSameFrame(entry.GetProperty("frame_b64").GetBytesFromBase64(), frame, ids[0]);
    }

    private async Task AssertSameAsync(JsonElement expected, string text, string taskId, string expectedTaskId)
    {
        var data = expected.GetProperty("data").GetString()!.Replace(expectedTaskId, taskId, StringComparison.Ordinal);
        if (!expected.GetProperty("is_error").GetBoolean())
        {
            if (text != data)
            {
                await AssertSamePickleAsync(expected.GetProperty("data").GetString()!, text, taskId, expectedTaskId);
            }

            return;
        }

        Assert.Equal(Vectors.LastLine(data), Vectors.LastLine(text));
        // The real worker's own frames and this one's are in other files; all else is the same.
        Assert.Equal(UserLines(data), UserLines(text));
    }

    /// <summary>Pickles of one value may differ in their bytes; what they hold may not.</summary>
    private async Task AssertSamePickleAsync(string expected, string actual, string taskId, string expectedTaskId)
    {
        Assert.Equal(expected[..3], actual[..3]);
        var compare = await shared.Api.RegisterSourceAsync("compare", """
            def compare(texts):
                import codecs, dill
                values = [dill.loads(codecs.decode(t[3:].encode(), 'base64')) for t in texts]
                return [f'{type(v).__module__}.{type(v).__name__}: {vars(v) if hasattr(v, "__dict__") else v!r}' for v in values]
            """);
        var task = await shared.Api.RunAsync(compare, Api.Arguments($"[{JsonSerializer.Serialize(new[] { expected, actual })}]"));
        Assert.True(task.TryGetProperty("result", out var result), task.ToString());
        var described = JsonSerializer.Deserialize<string[]>(result.GetString()![3..])!;
        Assert.Equal(described[0].Replace(expectedTaskId, taskId, StringComparison.Ordinal), described[1]);
    }

    private static void AssertSameFrame(byte[] expected, PackedResult actual, Guid id)
    {
        Assert.Equal(expected[0], actual.Bytes[0]);
        using var want = JsonDocument.Parse(expected.AsMemory(1));
        using var have = JsonDocument.Parse(actual.Bytes.AsMemory(1));
        Assert.Equal(Names(want.RootElement), Names(have.RootElement));
        Assert.Equal("result", have.RootElement.GetProperty("message_type").GetString());
        var (wantData, haveData) = (want.RootElement.GetProperty("data"), have.RootElement.GetProperty("data"));
        Assert.Equal(Names(wantData), Names(haveData));
        Assert.Equal(id, haveData.GetProperty("task_id").GetGuid());
        Assert.Equal(wantData.GetProperty("error_details").GetRawText(), haveData.GetProperty("error_details").GetRawText());
        Assert.Equal(Names(wantData.GetProperty("details")), Names(haveData.GetProperty("details")));
        Assert.Equal(TestService.EndpointId, haveData.GetProperty("details").GetProperty("endpoint_id").GetGuid());
        var (wantStates, haveStates) = (wantData.GetProperty("task_statuses"), haveData.GetProperty("task_statuses"));
        Assert.Equal(
            wantStates.EnumerateArray().Select(s => $"{s.GetProperty("state")} {s.GetProperty("actor")} {Names(s)}"),
            haveStates.EnumerateArray().Select(s => $"{s.GetProperty("state")} {s.GetProperty("actor")} {Names(s)}"));
        var times = haveStates.EnumerateArray().Select(s => s.GetProperty("timestamp").GetInt64()).ToArray();
        Assert.True(times[0] <= times[1] && times[0] > 1_700_000_000_000_000_000);
    }

    private static string Names(JsonElement element) => string.Join(",", element.EnumerateObject().Select(p => p.Name));

    /// <summary>The lines about user code and the structure around it.</summary>
    private static string UserLines(string traceback)
    {
        var kept = new StringBuilder();
        var isOwnFrame = false;
        foreach (var line in traceback.Split('\n'))
        {
            var bare = line.TrimStart(' ', '|');
            if (bare.StartsWith("File \"", StringComparison.Ordinal))
            {
                isOwnFrame = !bare.StartsWith("File \"<string>\"", StringComparison.Ordinal);
            }
            else if (!bare.StartsWith("  ", StringComparison.Ordinal) && !line.StartsWith("    ", StringComparison.Ordinal))
            {
                isOwnFrame = false;
            }

            if (!isOwnFrame && !bare.StartsWith("[Previous line", StringComparison.Ordinal) && !IsAboutSerializers(bare))
            {
                kept.Append(line).Append('\n');
            }
        }

        return kept.ToString();
    }

    // Which of the single strategies failed is worded differently; the group and its end are not.
    private static bool IsAboutSerializers(string line) => line.Contains("SerdeError", StringComparison.Ordinal);
}
