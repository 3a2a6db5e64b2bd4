using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Tests.Client;

/// <summary>What the Python client sends, sent by this one through its public surface.</summary>
public sealed partial class WireVectorTests
{
    private static readonly Guid s_one = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid s_two = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Guid s_group = Guid.Parse("33333333-3333-4333-8333-333333333333");
    private static readonly Guid s_endpoint = Guid.Parse("44444444-4444-4444-8444-444444444444");

    private readonly ManualTimeProvider _time = new();

    public static TheoryData<string> Submits => [.. JsonSubmits().Select(static s => (string)s["name"]!)];

    // The vectors are of JSONData throughout, dictionaries with integer keys included.
    private static readonly ComputeCallOptions s_json = new() { Arguments = PayloadFormat.Json };

    public static TheoryData<string> Others => [.. OtherRequests().Select(static o => (string)o["name"]!)];

    [Theory]
    [MemberData(nameof(Submits))]
    public async Task A_submission_has_the_body_that_the_Python_client_sends(string name)
    {
        var vector = JsonSubmits().Single(s => (string)s["name"]! == name);
        var expected = vector["body"]!.DeepClone().AsObject();
        var handler = new FakeHandler(static (_, request) => Answer(request));
        await using var client = Client(handler, (bool)expected["create_queue"]! ? ComputeDelivery.Stream : ComputeDelivery.Poll);
        var executor = client.CreateExecutor(s_endpoint, new ComputeExecutorOptions
        {
            TaskGroupId = (string?)expected["task_group_id"] is { } id ? Guid.Parse(id) : null,
            UserEndpointConfig = expected["user_endpoint_config"]?.DeepClone().AsObject(),
            ResourceSpecification = expected["resource_specification"]?.DeepClone().AsObject(),
            ResultSerializers = expected["result_serializers"]?.AsArray().Select(static s => (string)s!).ToList() ?? [],
        });

        // Spends the budget, so that the calls wait, and go together.
        await client.CheckVersionAsync();
        var futures = Calls(vector).Select(call => executor.SubmitToRegisteredFunction(call.Function, call.Arguments, s_json)).ToList();
        await AdvancingAsync(Eventually.TrueAsync(() => handler.Requests.Any(static r => r.Body is not null)));

        var (request, body) = handler.Requests.First(static r => r.Body is not null);
        Assert.Equal((string)vector["path"]!, request.RequestUri!.PathAndQuery);
        var actual = JsonNode.Parse(body!)!.AsObject();
        AssertSameMembers(RuntimeVector(), actual["user_runtime"]!.AsObject());
        expected.Remove("user_runtime");
        actual.Remove("user_runtime");
        Assert.True(JsonNode.DeepEquals(WithFloatsAlike(expected), WithFloatsAlike(actual)), body);
        Assert.Equal(futures.Count, actual["tasks"]!.AsObject().Sum(static f => f.Value!.AsArray().Count));
        futures.ForEach(static f => f.Cancel());
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Any_other_request_is_the_one_that_the_Python_client_sends(string name)
    {
        var vector = OtherRequests().Single(o => (string)o["name"]! == name);
        var handler = new FakeHandler(static (_, request) => Answer(request));
        await using var client = Client(handler, name == "amqp_url" ? ComputeDelivery.Stream : ComputeDelivery.Poll, budget: false);

        await MakeAsync(client, name, handler);

        var path = (string)vector["path"]!;
        var (request, body) = handler.Requests.First(r => r.Request.RequestUri!.PathAndQuery == path);
        Assert.Equal((string)vector["method"]!, request.Method.Method);
        Assert.True(
            JsonNode.DeepEquals(Json((string)vector["wire_body"]!), Json(body ?? "")), $"The body is {body}.");
        AssertHeaders(vector["headers"]!.AsObject(), request);
    }

    private static async Task MakeAsync(ComputeClient client, string name, FakeHandler handler)
    {
        switch (name)
        {
            case "amqp_url":
                var future = client.CreateExecutor(s_endpoint).SubmitToRegisteredFunction(s_one);
                await Eventually.TrueAsync(() => handler.Requests.Any(static r => r.Request.RequestUri!.AbsolutePath.EndsWith("_url", StringComparison.Ordinal)));
                future.Cancel();
                break;
            case "version":
                Assert.Equal("1.0.30", (await client.CheckVersionAsync())!.Api);
                break;
            case "batch_status":
                await client.GetTasksAsync([s_one]);
                break;
            case "batch_status_two":
                await client.GetTasksAsync([s_one, s_two, s_one]);
                break;
            case "taskgroup":
                await client.GetTaskGroupAsync(s_group);
                break;
            case "task":
                await client.GetTaskAsync(s_one);
                break;
            case "function":
                await client.GetFunctionAsync(s_one);
                break;
            case "delete_function":
                await client.DeleteFunctionAsync(s_one);
                break;
            case "endpoint_status":
                await client.GetEndpointStatusAsync(s_endpoint);
                break;
            case "endpoint_metadata":
                await client.GetEndpointAsync(s_endpoint);
                break;
            case "endpoints":
                await client.GetEndpointsAsync();
                break;
            case "endpoints_role":
                await client.GetEndpointsAsync(ComputeEndpointRole.Any);
                break;
            case "allowed_functions":
                await client.GetAllowedFunctionsAsync(s_endpoint);
                break;
            case "delete_endpoint":
                await client.DeleteEndpointAsync(s_endpoint);
                break;
            case "stop_endpoint":
                await client.StopEndpointAsync(s_endpoint);
                break;
            default:
                Assert.Fail($"The vectors have a request '{name}' that nothing here makes.");
                break;
        }
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path switch
        {
            "/v2/version" => FakeHandler.Json(HttpStatusCode.OK, """{"api":"1.0.30","min_sdk_version":"2.0.0","min_ep_version":"2.0.0"}"""),
            "/v2/batch_status" => FakeHandler.Json(HttpStatusCode.OK, """{"response":"batch","results":{}}"""),
            "/v2/endpoints" => FakeHandler.Json(HttpStatusCode.OK, "[]"),
            _ when path.StartsWith("/v2/taskgroup/", StringComparison.Ordinal) => FakeHandler.Json(HttpStatusCode.OK, """{"tasks":[]}"""),
            _ when path.EndsWith("/submit", StringComparison.Ordinal) => FakeHandler.Json(
                HttpStatusCode.OK, $$$"""{"task_group_id":"{{{s_group}}}","tasks":{"{{{s_one}}}":["{{{Guid.NewGuid()}}}"]}}"""),
            _ when path.EndsWith("_url", StringComparison.Ordinal) => FakeHandler.Json(HttpStatusCode.NotFound, "{}"),
            _ => FakeHandler.Json(HttpStatusCode.OK, "{}"),
        };
    }

    private ComputeClient Client(FakeHandler handler, ComputeDelivery delivery, bool budget = true) => new(new ComputeClientOptions(TestCalls.Options())
    {
        Credential = new ComputeAccessTokenCredential("TOKEN"),
        HttpMessageHandler = handler,
        Delivery = delivery,
        RequestBudget = budget ? new RequestBudgetOptions { Requests = 1, Window = TimeSpan.FromSeconds(10) } : null,
        TimeProvider = _time,
        ShutdownTimeout = TimeSpan.Zero,
    });

    private async Task AdvancingAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
            if (!task.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(10));
            }
        }

        await task;
    }

    private static IEnumerable<(Guid Function, CallArguments Arguments)> Calls(JsonObject vector)
    {
        if (vector["tasks"] is JsonArray tasks)
        {
            return tasks.Select(task => (Guid.Parse((string)vector["function_id"]!), Arguments(task!)));
        }

        Assert.Equal("fn 1111: (1, a=2) and (3,); fn 2222: ('x',)", (string?)vector["tasks"]);
        return [(s_one, CallArguments.Of(1).AddKeyword("a", 2)), (s_one, CallArguments.Of(3)), (s_two, CallArguments.Of("x"))];
    }

    private static CallArguments Arguments(JsonNode task)
    {
        var arguments = new CallArguments();
        foreach (var item in task["args"]!["items"]!.AsArray())
        {
            arguments.Add(Value(item!));
        }

        foreach (var pair in task["kwargs"]!["items"]!.AsArray())
        {
            arguments.AddKeyword((string)pair![0]!["v"]!, Value(pair[1]!));
        }

        return arguments;
    }

    private static object? Value(JsonNode description) => (string)description["t"]! switch
    {
        "none" => null,
        "bool" => (bool)description["v"]!,
        "int" => BigInteger.Parse((string)description["v"]!, CultureInfo.InvariantCulture),
        "float" => BitConverter.UInt64BitsToDouble(ulong.Parse((string)description["bits"]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        "str" => (string)description["v"]!,
        "list" or "tuple" => description["items"]!.AsArray().Select(static i => Value(i!)).ToList(),
        "dict" when (string)description["items"]![0]![0]!["t"]! == "int" =>
            description["items"]!.AsArray().ToDictionary(static p => (long)(BigInteger)Value(p![0]!)!, static p => Value(p![1]!)),
        "dict" => description["items"]!.AsArray().ToDictionary(static p => (string)Value(p![0]!)!, static p => Value(p![1]!)),
        var other => throw new NotSupportedException(other),
    };

    // Python and .NET spell some floats differently (1e+16, 10000000000000000.0), so lengths differ too. Each length must fit its own text.
    private static JsonObject WithFloatsAlike(JsonObject body)
    {
        foreach (var (_, tasks) in body["tasks"]!.AsObject())
        {
            for (var i = 0; i < tasks!.AsArray().Count; i++)
            {
                tasks[i] = string.Join('|', PackedBuffers.Unpack((string)tasks[i]!).Select(static b => FloatSpelling().Replace(
                    b, static m => double.Parse(m.Value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture))));
            }
        }

        return body;
    }

    [GeneratedRegex("-?[0-9]+([.][0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)")]
    private static partial Regex FloatSpelling();

    private static void AssertHeaders(JsonObject expected, HttpRequestMessage request)
    {
        Assert.Equal((string)expected["Accept"]!, request.Headers.Accept.ToString());
        Assert.Equal((string)expected["Authorization"]!, request.Headers.Authorization!.ToString());
        Assert.Equal((string?)expected["Content-Type"], request.Content?.Headers.ContentType?.ToString());

        // Another client by name, of the same kind: the service looks for the part with the version (protocol.md §3.1).
        var version = ((string)expected["User-Agent"]!).Split('/').Single(static p => p.StartsWith("globus-compute-sdk-", StringComparison.Ordinal));
        Assert.Contains(version, request.Headers.GetValues("User-Agent").Single().Split('/'));
        Assert.Equal(
            ((string)expected["X-Globus-Client-Info"]!).Split(',').Select(static p => p.Split('=')[0]),
            request.Headers.GetValues("X-Globus-Client-Info").Single().Split(',').Select(static p => p.Split('=')[0]));
    }

    private static void AssertSameMembers(JsonObject expected, JsonObject actual)
    {
        Assert.Equal(expected.Select(static p => p.Key).Order(), actual.Select(static p => p.Key).Order());
        foreach (var (key, value) in expected)
        {
            Assert.Equal(value!.GetValueKind(), actual[key]!.GetValueKind());
            if (value is JsonObject inner)
            {
                AssertSameMembers(inner, actual[key]!.AsObject());
            }
        }
    }

    private static JsonNode? Json(string text) => text.Length == 0 ? null : JsonNode.Parse(text);

    private static IEnumerable<JsonObject> JsonSubmits() => Read()["submits"]!.AsArray()
        .Select(static s => s!.AsObject())
        .Where(static s => (string)s["data_strategy"]! == "JSONData" && s["body"] is not null);

    private static IEnumerable<JsonObject> OtherRequests() => Read()["other_requests"]!.AsArray().Select(static o => o!.AsObject());

    private static JsonObject RuntimeVector() => JsonSubmits().First(static s => (string)s["name"]! == "option:user_runtime")["body"]!["user_runtime"]!.AsObject();

    private static JsonNode Read() => JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Vectors, "submits.json")))!;
}
