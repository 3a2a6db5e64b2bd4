using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

public sealed class RequestBodyTests
{
    public static TheoryData<string> Registrations => [.. Functions().Select(static f => (string)f["name"]!)];

    public static TheoryData<string> Submits => [.. JsonSubmits().Select(static s => (string)s["name"]!)];

    [Theory]
    [MemberData(nameof(Registrations))]
    public void A_source_is_registered_as_the_Python_client_does(string name)
    {
        var vector = Functions().Single(f => (string)f["name"]! == name);
        var expected = vector["body"]!.DeepClone().AsObject();
        var options = vector["options"]?.AsObject();
        if (name == "crlf")
        {
            // Ours is normalised first.
            expected["function_code"] = "27\nst\nf:def f():\n    return 1\n";
        }

        var function = FunctionDefinition.FromSource(
            "I.F",
            (string)vector["function_name"]!,
            (string)vector["source"]!,
            new RegistrationOptions(
                (string?)expected["description"], // Python takes the docstring of a function object; an attribute says it.
                (bool?)options?["public"] ?? false,
                (string?)options?["group"] is { } group ? Guid.Parse(group) : null,
                (string?)options?["ha_endpoint_id"] is { } endpoint ? Guid.Parse(endpoint) : null));
        var body = RegisterRequests.Of(function).ToJson(new UserRuntimeJson(new ComputeUserRuntime()));

        // The submitter's own environment.
        expected["meta"] = new JsonObject { ["python_version"] = "3.11.2", ["sdk_version"] = "4.15.0", ["serde_identifier"] = "st" };

        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(body)), Encoding.UTF8.GetString(body));
    }

    [Theory]
    [MemberData(nameof(Submits))]
    public async Task A_batch_is_submitted_as_the_Python_client_does(string name)
    {
        var vector = JsonSubmits().Single(s => (string)s["name"]! == name);
        var expected = vector["body"]!.DeepClone().AsObject();
        await using var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());
        var batch = new SubmissionBatch(TestCalls.Target(runtime, new ComputeExecutorOptions
        {
            TaskGroupId = (string?)expected["task_group_id"] is { } id ? Guid.Parse(id) : null,
            UserEndpointConfig = expected["user_endpoint_config"]?.DeepClone().AsObject(),
            ResourceSpecification = expected["resource_specification"]?.DeepClone().AsObject(),
        }));
        foreach (var (function, tasks) in expected["tasks"]!.AsObject())
        {
            foreach (var task in tasks!.AsArray())
            {
                var call = new VoidCall(batch.Target, TestCalls.Pinned(), Literal((string)task!));
                call.TryQueue(Guid.Parse(function));
                batch.Add(call);
            }
        }

        using var content = new SubmitContent(SubmitRequests.Of(batch, payloads: null), new UserRuntimeJson(new ComputeUserRuntime()));
        var text = await content.ReadAsStringAsync();
        var actual = JsonNode.Parse(text)!.AsObject();

        Assert.Equal(Encoding.UTF8.GetByteCount(text), content.Headers.ContentLength);
        Assert.Equal(
            ["globus_compute_sdk.serialize.concretes.JSONData", "globus_compute_sdk.serialize.concretes.DillDataBase64"],
            actual["result_serializers"]!.AsArray().Select(s => (string?)s));
        AssertSameMembers(RuntimeVector(), actual["user_runtime"]!.AsObject());

        // What the vector's batch says of its own: another runtime, another choice of serialisers, and whether a queue is made.
        foreach (var own in (string[])["user_runtime", "result_serializers", "create_queue"])
        {
            expected.Remove(own);
            actual.Remove(own);
        }

        Assert.True(JsonNode.DeepEquals(expected, actual), text);
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

    private static PackedArguments Literal(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text));
        return new PackedArguments(bytes, bytes.Length);
    }

    private static JsonObject RuntimeVector() => Read("submits.json")["submits"]!.AsArray()
        .First(static s => (string)s!["name"]! == "option:user_runtime")!["body"]!["user_runtime"]!.AsObject();

    private static IEnumerable<JsonObject> Functions() => Read("functions.json")["functions"]!.AsArray()
        .Select(static f => f!.AsObject())
        .Where(static f => (string)f["via"]! == "register_source_code" || (string?)f["strategy"] == "PureSourceTextInspect");

    private static IEnumerable<JsonObject> JsonSubmits() => Read("submits.json")["submits"]!.AsArray()
        .Select(static s => s!.AsObject())
        .Where(static s => (string)s["data_strategy"]! == "JSONData" && s["body"] is not null);

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Vectors, file)))!;
}
