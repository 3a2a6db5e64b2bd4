using System.Net;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

public sealed class ServiceRouteTests(TestService shared)
{
    private const string Echo = "def f(*a, **k):\n    return [list(a), k]\n";

    private Api Api => shared.Api;

    [Fact]
    public async Task The_version_is_told_without_a_token()
    {
        using var http = new HttpClient { BaseAddress = shared.Service.Url };

        var alone = await Api.ReadAsync(await http.GetAsync("v2/version"));
        var all = await Api.ReadAsync(await http.GetAsync("v2/version?service=all"));

        Assert.Equal(JsonValueKind.String, alone.ValueKind);
        Assert.Equal(
            ["api", "min_sdk_version", "min_ep_version", "git_sha", "container_service"],
            all.EnumerateObject().Select(p => p.Value.ValueKind == JsonValueKind.String ? p.Name : ""));
    }

    [Theory]
    [InlineData("GET", "v2/authenticate")]
    [InlineData("POST", "v3/functions")]
    [InlineData("POST", "v2/batch_status")]
    [InlineData("GET", "v2/endpoints")]
    [InlineData("GET", "v2/no_such_route")]
    public async Task Every_other_route_needs_the_token(string method, string path)
    {
        using var http = new HttpClient { BaseAddress = shared.Service.Url };
        using var stranger = new Api(shared.Service, "wrong");

        var without = await Api.ReadErrorAsync(await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)));
        var wrong = await Api.ReadErrorAsync(await stranger.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)));

        Assert.Equal((401, "USER_UNAUTHENTICATED"), (without.Status, without.Code));
        Assert.Equal((401, "INVALID_AUTH_TOKEN"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public void The_service_listens_on_the_loopback_interface_only()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == shared.Service.Url.Port).ToArray();

        Assert.NotEmpty(listeners);
        Assert.All(listeners, static listener => Assert.True(IPAddress.IsLoopback(listener.Address), listener.ToString()));
    }

    [Fact]
    public async Task The_right_token_is_confirmed() =>
        Assert.Equal(JsonValueKind.String, (await Api.ReadAsync(await Api.Http.GetAsync("v2/authenticate"))).ValueKind);

    [Fact]
    public async Task An_unknown_route_and_a_wrong_method_are_told_in_the_documented_form()
    {
        Assert.Equal(404, (await Api.ReadErrorAsync(await Api.Http.GetAsync("v2/no_such_route"))).Status);
        Assert.Equal(405, (await Api.ReadErrorAsync(await Api.Http.GetAsync("v2/batch_status"))).Status);
    }

    [Fact]
    public async Task Without_a_broker_the_stream_credentials_are_refused_with_a_reason()
    {
        var (status, code, detail) = await Api.ReadErrorAsync(await Api.Http.GetAsync("v2/get_amqp_result_connection_url"));

        Assert.Equal((501, "RESULT_STREAM_NOT_CONFIGURED"), (status, code));
        Assert.Contains("no message broker", detail.GetString());
    }

    [Fact]
    public async Task The_public_function_of_the_tutorial_is_known_and_runs_on_workers()
    {
        var id = Guid.Parse("b0a5d1a0-2b22-4381-b899-ba73321e41e0");

        var read = await Api.ReadAsync(await Api.Http.GetAsync($"v2/functions/{id}"));
        var task = await Api.RunAsync(id);

        Assert.Equal("hello_world", read.GetProperty("function_name").GetString());
        Assert.Equal("11\n\"Hello World!\"", task.GetProperty("result").GetString());
    }

    [Fact]
    public async Task The_public_function_can_be_called_by_a_proxy_that_pins_it()
    {
        await using var client = shared.Service.CreateClient();
        await using var executor = client.CreateExecutor(shared.Service.EndpointId);

        Assert.Equal("Hello World!", await executor.CreateProxy<ICalls>().HelloWorld());
    }

    [Fact]
    public async Task A_function_can_be_read_and_deleted()
    {
        var body = new JsonObject
        {
            ["function_name"] = "f",
            ["function_code"] = Api.Source("f", "def f():\n    return '😀'\n"),
            ["description"] = "Smiles.",
            ["meta"] = new JsonObject { ["python_version"] = "3.12.1", ["sdk_version"] = "4.15.0", ["serde_identifier"] = "st" },
        };
        var id = (await Api.ReadAsync(await Api.Http.PostAsync("v3/functions", Api.Json(body)))).GetProperty("function_uuid").GetGuid();

        var read = await Api.ReadAsync(await Api.Http.GetAsync($"v2/functions/{id}"));
        var deleted = await Api.ReadAsync(await Api.Http.DeleteAsync($"v2/functions/{id}"));
        var gone = await Api.ReadErrorAsync(await Api.Http.GetAsync($"v2/functions/{id}"));

        Assert.Equal(body["function_code"]!.GetValue<string>(), read.GetProperty("function_code").GetString());
        Assert.Equal("Smiles.", read.GetProperty("description").GetString());
        Assert.Equal("3.12.1", read.GetProperty("metadata").GetProperty("python_version").GetString());
        Assert.Equal(302, deleted.GetProperty("result").GetInt32());
        Assert.Equal((404, "FUNCTION_NOT_FOUND"), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task Every_registration_of_the_SDK_is_accepted()
    {
        foreach (var function in Vectors.Functions.GetProperty("functions").EnumerateArray())
        {
            using var body = new StringContent(function.GetProperty("wire_body").GetString()!, Encoding.UTF8, "application/json");
            Assert.NotEqual(Guid.Empty, (await Api.ReadAsync(await Api.Http.PostAsync("v3/functions", body))).GetProperty("function_uuid").GetGuid());
        }
    }

    [Theory]
    [InlineData("{}", "function_name")]
    [InlineData("""{"function_name": "f"}""", "function_code")]
    [InlineData("""{"function_name": "f", "function_code": ""}""", "meta")]
    [InlineData("""{"function_name": "f", "function_code": "", "meta": {"python_version": "3"}}""", "serde_identifier")]
    [InlineData("""{"function_name": 1}""", "function_name")]
    [InlineData("""{"function_name": "f", "function_code": "\ud800"}""", "function_code")]
    [InlineData("""{"function_name": "f", "function_code": "", "meta": {"python_version": "3", "sdk_version": "4", "serde_identifier": "st"}, "group": "x"}""", "group")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task A_registration_that_does_not_fit_the_schema_is_told_where(string body, string where)
    {
        var (status, _, detail) = await Api.ReadErrorAsync(await Api.Http.PostAsync("v3/functions", new StringContent(body)));

        Assert.Equal(422, status);
        var error = Assert.Single(detail.EnumerateArray());
        Assert.Equal(where, error.GetProperty("loc").EnumerateArray().Last().GetString());
        Assert.Equal(JsonValueKind.String, error.GetProperty("msg").ValueKind);
        Assert.Equal(JsonValueKind.String, error.GetProperty("type").ValueKind);
    }

    [Fact]
    public async Task The_endpoint_is_listed_described_and_online()
    {
        var id = shared.Service.EndpointId;

        var listed = Assert.Single((await Api.ReadAsync(await Api.Http.GetAsync("v2/endpoints?role=any"))).EnumerateArray());
        var described = await Api.ReadAsync(await Api.Http.GetAsync($"v2/endpoints/{id}"));
        var status = await Api.ReadAsync(await Api.Http.GetAsync($"v2/endpoints/{id}/status"));
        var allowed = await Api.ReadAsync(await Api.Http.GetAsync($"v3/endpoints/{id}/allowed_functions"));
        var unknown = await Api.ReadErrorAsync(await Api.Http.GetAsync($"v2/endpoints/{Guid.NewGuid()}/status"));

        Assert.Equal(id, listed.GetProperty("uuid").GetGuid());
        Assert.False(described.GetProperty("multi_user").GetBoolean());
        Assert.Equal("online", status.GetProperty("status").GetString());
        Assert.Equal(2, status.GetProperty("details").GetProperty("total_workers").GetInt32());
        Assert.False(allowed.GetProperty("restricted").GetBoolean());
        Assert.Equal((404, "ENDPOINT_NOT_FOUND"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task An_unknown_endpoint_or_function_refuses_the_whole_batch_and_is_named()
    {
        var known = await Api.RegisterSourceAsync("f", Echo);
        var unknown = Guid.NewGuid();
        var group = Guid.NewGuid();
        var body = Api.Batch(known, [Api.NoArguments]);
        body["task_group_id"] = group.ToString();
        body["tasks"]![unknown.ToString()] = new JsonArray(Api.NoArguments);

        var endpoint = await Api.ReadErrorAsync(await Api.Http.PostAsync($"v3/endpoints/{unknown}/submit", Api.Json(Api.Batch(known, [Api.NoArguments]))));
        var function = await Api.ReadErrorAsync(await Api.PostBatchAsync(body));

        Assert.Equal((404, "ENDPOINT_NOT_FOUND"), (endpoint.Status, endpoint.Code));
        Assert.Equal((404, "FUNCTION_NOT_FOUND"), (function.Status, function.Code));
        Assert.Contains(unknown.ToString(), function.Detail.GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Api.Http.GetAsync($"v2/taskgroup/{group}")).StatusCode);
    }

    [Theory]
    [InlineData("{}", "tasks")]
    [InlineData("""{"tasks": []}""", "tasks")]
    [InlineData("""{"tasks": {"x": []}}""", "tasks")]
    [InlineData("""{"tasks": {"11111111-1111-4111-8111-111111111111": [1]}}""", "11111111-1111-4111-8111-111111111111")]
    [InlineData("""{"tasks": {}, "task_group_id": "x"}""", "task_group_id")]
    [InlineData("""{"tasks": {}, "result_serializers": "x"}""", "result_serializers")]
    [InlineData("""{"tasks": {}, "user_endpoint_config": []}""", "user_endpoint_config")]
    [InlineData("""{"tasks": {}} x""", "body")]
    [InlineData("""{"tasks": {"11111111-1111-4111-8111-111111111111": ["\ud800"]}}""", "body")]
    [InlineData("", "body")]
    public async Task A_batch_that_does_not_fit_the_schema_is_told_where(string body, string where)
    {
        using var answer = await Api.Http.PostAsync($"v3/endpoints/{shared.Service.EndpointId}/submit", new StringContent(body));

        var (status, _, detail) = await Api.ReadErrorAsync(answer);

        Assert.Equal(422, status);
        Assert.Equal(where, Assert.Single(detail.EnumerateArray()).GetProperty("loc").EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task A_task_that_is_no_UTF8_is_refused()
    {
        byte[] body = [.. """{"tasks": {"11111111-1111-4111-8111-111111111111": ["""u8, (byte)'"', 0xC3, 0x28, (byte)'"', .. "]}}"u8];
        using var answer = await Api.Http.PostAsync($"v3/endpoints/{shared.Service.EndpointId}/submit", new ByteArrayContent(body));

        Assert.Equal(422, (await Api.ReadErrorAsync(answer)).Status);
    }

    [Fact]
    public async Task A_submit_needs_a_user_agent_and_a_length()
    {
        var function = await Api.RegisterSourceAsync("f", Echo);
        var path = $"v3/endpoints/{shared.Service.EndpointId}/submit";
        using var bare = new HttpClient { BaseAddress = shared.Service.Url };
        bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shared.Service.Token);
        var body = Api.Batch(function, [Api.NoArguments]);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, path) { Content = Api.Json(body) };
        chunked.Headers.TransferEncodingChunked = true;

        var agent = await Api.ReadErrorAsync(await bare.PostAsync(path, Api.Json(body)));
        var length = await Api.ReadErrorAsync(await Api.Http.SendAsync(chunked));

        Assert.Equal(422, agent.Status);
        Assert.Equal("user-agent", agent.Detail[0].GetProperty("loc")[1].GetString());
        Assert.Equal(411, length.Status);
        Assert.Contains("Content-Length", length.Detail.GetString());
    }

    [Fact]
    public async Task A_batch_and_a_task_over_10_MB_get_413()
    {
        var small = await Api.RegisterSourceAsync("f", Echo);
        var large = await Api.RegisterSourceAsync("f", Echo + "#" + new string('x', 4_000_000));

        var batch = await Api.ReadErrorAsync(await Api.PostBatchAsync(Api.Batch(small, [Api.Arguments($"[\"{new string('x', 10_000_000)}\"]")])));
        var task = await Api.ReadErrorAsync(await Api.PostBatchAsync(Api.Batch(large, [Api.Arguments($"[\"{new string('x', 6_100_000)}\"]")])));

        Assert.Equal((413, "TASK_PAYLOAD_TOO_LARGE"), (batch.Status, batch.Code));
        Assert.Equal((413, "TASK_PAYLOAD_TOO_LARGE"), (task.Status, task.Code));
    }

    [Fact]
    public async Task A_batch_just_below_the_limit_runs()
    {
        var function = await Api.RegisterSourceAsync("f", "def f(x):\n    return len(x)\n");

        var task = await Api.RunAsync(function, Api.Arguments($"[\"{new string('x', 9_900_000)}\"]"));

        Assert.Equal("11\n9900000", task.GetProperty("result").GetString());
    }

    [Fact]
    public async Task Task_groups_are_made_or_taken_and_list_their_tasks()
    {
        var function = await Api.RegisterSourceAsync("f", Echo);
        var group = Guid.NewGuid();
        var body = Api.Batch(function, [Api.NoArguments, Api.NoArguments]);
        var made = await Api.ReadAsync(await Api.PostBatchAsync(body.DeepClone()));
        body["task_group_id"] = group.ToString();
        var given = await Api.ReadAsync(await Api.PostBatchAsync(body));

        var listed = await Api.ReadAsync(await Api.Http.GetAsync($"v2/taskgroup/{group}"));
        var unknown = await Api.ReadErrorAsync(await Api.Http.GetAsync($"v2/taskgroup/{Guid.NewGuid()}"));

        Assert.NotEqual(Guid.Empty, made.GetProperty("task_group_id").GetGuid());
        Assert.NotEqual(group, made.GetProperty("task_group_id").GetGuid());
        Assert.Equal(group, given.GetProperty("task_group_id").GetGuid());
        Assert.Equal(shared.Service.EndpointId, given.GetProperty("endpoint_id").GetGuid());
        Assert.Equal(
            given.GetProperty("tasks").GetProperty(function.ToString()).EnumerateArray().Select(t => t.GetGuid()).Order(),
            listed.GetProperty("tasks").EnumerateArray().Select(t => t.GetProperty("id").GetGuid()).Order());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$", listed.GetProperty("tasks")[0].GetProperty("created_at").GetString());
        Assert.Equal((404, "TASK_GROUP_NOT_FOUND"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task A_finished_task_tells_result_time_and_details_and_can_be_read_again()
    {
        var begun = DateTimeOffset.UtcNow;
        var function = await Api.RegisterSourceAsync("f", Echo);
        var ids = await Api.SubmitAsync(function, [Api.Arguments("[1]")], ["globus_compute_sdk.serialize.JSONData"]);
        var many = (await Api.FinishAsync(ids))[ids[0]];

        var single = await Api.ReadAsync(await Api.Http.GetAsync($"v2/tasks/{ids[0]}"));

        Assert.Equal(many.GetRawText(), single.GetRawText());
        Assert.Equal("success", single.GetProperty("status").GetString());
        Assert.Equal("11\n[[1], {}]", single.GetProperty("result").GetString());
        var completed = double.Parse(single.GetProperty("completion_t").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        // A double of seconds holds microseconds.
        Assert.InRange(completed, Seconds(begun) - 1e-5, Seconds(DateTimeOffset.UtcNow) + 1e-5);
        var transitions = single.GetProperty("details").GetProperty("task_transitions");
        Assert.InRange(transitions.GetProperty("execution-end").GetDouble() - transitions.GetProperty("execution-start").GetDouble(), 0, 60);
        Assert.StartsWith("3.", single.GetProperty("details").GetProperty("python_version").GetString());

        static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
    }

    [Fact]
    public async Task Unknown_tasks_are_404_alone_and_failed_with_a_reason_among_others()
    {
        var id = Guid.NewGuid();

        var single = await Api.ReadErrorAsync(await Api.Http.GetAsync($"v2/tasks/{id}"));
        var noId = await Api.ReadErrorAsync(await Api.Http.GetAsync("v2/tasks/x"));
        var many = (await Api.StatusAsync([id]))[id];

        Assert.Equal((404, "TASK_NOT_FOUND"), (single.Status, single.Code));
        Assert.Equal(422, noId.Status);
        Assert.Equal("failed", many.GetProperty("status").GetString());
        Assert.Contains(id.ToString(), many.GetProperty("reason").GetString());
        Assert.False(many.TryGetProperty("completion_t", out _));
    }

    [Fact]
    public async Task The_older_submit_route_works()
    {
        var function = await Api.RegisterSourceAsync("f", Echo);
        var task = new JsonArray(function.ToString(), shared.Service.EndpointId.ToString(), Api.Arguments("[7]"));

        var answer = await Api.ReadAsync(await Api.Http.PostAsync("v2/submit", Api.Json(new JsonObject { ["tasks"] = new JsonArray(task) })));

        var id = answer.GetProperty("results")[0].GetProperty("task_uuid").GetGuid();
        Assert.Equal("success", (await Api.FinishAsync([id]))[id].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_thousand_tasks_in_one_submit_all_end_with_their_own_result()
    {
        var function = await Api.RegisterSourceAsync("f", "def f(n):\n    return n * n\n");
        var ids = await Api.SubmitAsync(function, Enumerable.Range(0, 2000).Select(n => Api.Arguments($"[{n}]")), ["globus_compute_sdk.serialize.JSONData"]);

        var all = await Api.FinishAsync(ids);

        Assert.Equal(2000, all.Count);
        Assert.All(ids.Index(), t => Assert.Equal($"11\n{t.Index * t.Index}", all[t.Item].GetProperty("result").GetString()));
    }
}
