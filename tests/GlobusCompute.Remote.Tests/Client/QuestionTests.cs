using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using Xunit;

namespace GlobusCompute.Remote.Tests.Client;

public sealed class QuestionTests
{
    private static readonly Guid s_id = Guid.Parse("11111111-1111-4111-8111-111111111111");

    [Fact]
    public async Task Endpoints_are_listed_by_what_can_be_read_of_them()
    {
        var endpoints = await AskAsync(static c => c.GetEndpointsAsync(), $$"""
            [{"uuid":"{{s_id:N}}","name":"n","display_name":null,"owner":"{{s_id}}"},{"name":"no id"},7,{"uuid":"22222222-2222-4222-8222-222222222222","name":5,"owner":"me"}]
            """);

        Assert.Equal(
            [new ComputeEndpoint(s_id, "n", null, s_id), new ComputeEndpoint(Guid.Parse("22222222-2222-4222-8222-222222222222"), null, null, null)],
            endpoints);
        await Assert.ThrowsAsync<ComputeServiceException>(() => AskAsync(static c => c.GetEndpointsAsync(), "{}"));
    }

    [Fact]
    public async Task An_endpoint_s_metadata_is_typed_and_whole()
    {
        var endpoint = await AskAsync(static c => c.GetEndpointAsync(s_id), $$$"""
            {"uuid":"{{{s_id}}}","name":"n","display_name":"N","multi_user":true,"high_assurance":false,"public":"maybe","endpoint_version":"4.15.0","python_version":"3.11.2",
             "hostname":"h","local_user":"u","ip_address":"10.0.0.1","user_config_template":"a: {{ a }}","user_config_schema":{"type":"object"},
             "subscription_uuid":null,"subscription_admin_verified":null,"errors":["e"]}
            """);

        Assert.Equal((s_id, "n", "N", true, false, null), (endpoint.EndpointId, endpoint.Name, endpoint.DisplayName, endpoint.IsMultiUser, endpoint.IsHighAssurance, endpoint.IsPublic));
        Assert.Equal(("4.15.0", "3.11.2", "h", "u", "10.0.0.1"), (endpoint.EndpointVersion, endpoint.PythonVersion, endpoint.HostName, endpoint.LocalUser, endpoint.IPAddress));
        Assert.Equal("a: {{ a }}", endpoint.UserConfigTemplate);
        Assert.Equal("object", endpoint.UserConfigSchema!.Value.GetProperty("type").GetString());
        Assert.Null(endpoint.SubscriptionId);
        Assert.Equal("e", endpoint.Answer.GetProperty("errors")[0].GetString());
        Assert.Equal($"N ({s_id})", endpoint.ToString());
    }

    [Theory]
    [InlineData("""{"status":"online","details":{"total_workers":4,"idle_workers":1,"pending_tasks":0,"outstanding_tasks":3,"managers":1}}""", "online", true, 4)]
    [InlineData("""{"status":"Online","details":null}""", "Online", true, null)]
    [InlineData("""{"status":"offline","details":{"total_workers":"many"}}""", "offline", false, null)]
    [InlineData("""{"status":null}""", "", false, null)]
    public async Task An_endpoint_s_status_is_read_as_far_as_it_goes(string answer, string word, bool online, int? workers)
    {
        var status = await AskAsync(static c => c.GetEndpointStatusAsync(s_id), answer);

        Assert.Equal((word, online, workers), (status.Status, status.IsOnline, status.TotalWorkers));
    }

    [Theory]
    [InlineData("""{"restricted":false}""", false, true)]
    [InlineData("""{"restricted":true,"functions":[]}""", true, false)]
    [InlineData("""{"restricted":true,"functions":["11111111111141118111111111111111"]}""", true, true)]
    [InlineData("""{"restricted":true,"functions":["22222222-2222-4222-8222-222222222222",7,"x"]}""", true, false)]
    [InlineData("""{"functions":["22222222-2222-4222-8222-222222222222"]}""", true, false)]
    public async Task Allowed_functions_tell_whether_one_is_allowed(string answer, bool restricted, bool allowed)
    {
        var functions = await AskAsync(static c => c.GetAllowedFunctionsAsync(s_id), answer);

        Assert.Equal((restricted, allowed), (functions.IsRestricted, functions.Allows(s_id)));
    }

    [Theory]
    [InlineData("1700000000.5")]
    [InlineData("\"1700000000.5\"")]
    [InlineData("\"2023-11-14T22:13:20.5\"")]
    [InlineData("\"2023-11-14T22:13:20.500Z\"")]
    public async Task A_lock_s_end_is_a_number_or_a_text(string moment)
    {
        var end = await AskAsync(static c => c.StopEndpointAsync(s_id), $$"""{"endpoint_id":"{{s_id}}","lock_expiration_timestamp":{{moment}}}""");

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500), end.ExpiresAt);
    }

    [Fact]
    public async Task A_function_s_source_is_unpacked_where_it_is_text()
    {
        var text = await AskAsync(static c => c.GetFunctionAsync(s_id), $$$"""
            {"function_uuid":"{{{s_id}}}","function_name":"f","function_code":"29\nst\nf:def f():\n    return '😀'\n","metadata":{"python_version":"3.11.2","sdk_version":null} }
            """);
        var pickle = await AskAsync(static c => c.GetFunctionAsync(s_id), """{"function_code":"7\n01\nabcd","metadata":null}""");

        Assert.Equal(("f", "def f():\n    return '😀'\n", "3.11.2", null), (text.Name, text.Source, text.PythonVersion, text.SdkVersion));
        Assert.Equal((s_id, null, "7\n01\nabcd"), (pickle.FunctionId, pickle.Source, pickle.Code));
        Assert.Equal($"f ({s_id})", text.ToString());
    }

    [Theory]
    [InlineData("success", ComputeTaskState.Succeeded)]
    [InlineData("SUCCESS", ComputeTaskState.Succeeded)]
    [InlineData("failed", ComputeTaskState.Failed)]
    [InlineData("Failed", ComputeTaskState.Failed)]
    [InlineData("waiting-for-ep", ComputeTaskState.Pending)]
    [InlineData("a-word-of-tomorrow", ComputeTaskState.Pending)]
    [InlineData("", ComputeTaskState.Pending)]
    public async Task A_task_s_state_is_read_from_its_word(string word, ComputeTaskState state)
    {
        var task = await AskAsync(static c => c.GetTaskAsync(s_id), $$"""{"task_id":"{{s_id}}","status":"{{word}}","result":"11\n7"}""");

        Assert.Equal((state, word), (task.State, task.Status));
    }

    [Fact]
    public async Task A_task_that_succeeded_gives_its_result_as_any_type_that_fits()
    {
        var task = await AskAsync(static c => c.GetTaskAsync(s_id), $$$"""
            {"task_id":"{{{s_id}}}","status":"success","result":"11\n{\"standard_error\": 0.5}","completion_t":"1677183605.212898",
             "details":{"os":"Linux","python_version":"3.11.2","dill_version":"0.3.6","globus_compute_sdk_version":"4.15.0","endpoint_id":"{{{s_id}}}",
                        "task_transitions":{"execution-start":1677183600.5,"execution-end":1677183601.5} } }
            """);

        Assert.Equal(0.5, task.GetResult<Fit>(FitContext.Default)!.StandardError);
        Assert.Equal(0.5, task.GetResultByReflection<Fit>()!.StandardError);
        Assert.Equal(0.5, task.GetResult<Dictionary<string, double>>()!["standard_error"]);
        Assert.Throws<ResultDeserializationException>(() => task.GetResult<int>());
        Assert.Equal("3.11.2", task.Worker!.PythonVersion);
        Assert.Equal(TimeSpan.FromSeconds(1), task.EndedAt - task.StartedAt);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(16771836052128980), task.CompletedAt);
        Assert.Equal(s_id, task.EndpointId);
        Assert.Null(task.Exception);
    }

    [Fact]
    public async Task None_is_null_where_the_type_has_one()
    {
        var task = await AskAsync(static c => c.GetTaskAsync(s_id), """{"status":"success","result":"11\nnull"}""");

        Assert.Null(task.GetResult<string>());
        Assert.Null(task.GetResult<int?>());
        Assert.Throws<ResultDeserializationException>(() => task.GetResult<int>());
    }

    [Theory]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"status":"success","result":null}""")]
    [InlineData("""{"status":"success","result":7}""")]
    public async Task A_success_without_a_readable_result_is_an_error_of_the_result(string answer)
    {
        var task = await AskAsync(static c => c.GetTaskAsync(s_id), answer);

        Assert.Throws<ResultDeserializationException>(() => task.GetResult<int>());
    }

    [Fact]
    public async Task A_task_that_failed_has_its_exception()
    {
        var task = await AskAsync(static c => c.GetTaskAsync(s_id), """{"status":"failed","exception":"Traceback ...\nValueError: half \ud800"}""");

        Assert.Equal("ValueError", task.Exception!.RemoteType);
        Assert.Same(task.Exception, Assert.Throws<TaskExecutionFailedException>(() => task.GetResult<int>()));
    }

    [Fact]
    public async Task A_pending_task_has_no_result_yet()
    {
        var task = await AskAsync(static c => c.GetTaskAsync(s_id), """{"status":"running"}""");

        Assert.Contains("running", Assert.Throws<InvalidOperationException>(() => task.GetResult<int>()).Message);
    }

    [Fact]
    public async Task Many_tasks_are_asked_for_in_pages_and_each_has_an_entry()
    {
        var ids = Enumerable.Range(0, 300).Select(static _ => Guid.NewGuid()).ToList();
        var handler = new FakeHandler((n, _) => FakeHandler.Json(HttpStatusCode.OK, n == 1
            ? $$$"""{"response":"batch","results":{"{{{ids[0]:N}}}":{"status":"success","result":"11\n1"},"{{{ids[1]}}}":{"status":"failed","reason":"not known"},"{{{ids[2]}}}":7,"x":{} } }"""
            : """{"results":{}}"""));
        await using var client = Client(handler);

        var tasks = await client.GetTasksAsync([.. ids, ids[0]]);

        Assert.Equal(ids.Order(), tasks.Keys.Order());
        Assert.Equal(1, tasks[ids[0]].GetResult<int>());
        Assert.Equal("not known", tasks[ids[1]].Exception!.RemoteTraceback);
        Assert.All(ids[2..], id => Assert.Equal((ComputeTaskState.Pending, null), (tasks[id].State, tasks[id].Status)));
        Assert.Equal(3, handler.Requests.Count);
        Assert.Empty(await client.GetTasksAsync([]));
    }

    [Theory]
    [InlineData("\"1.0.30\"", "1.0.30", null)]
    [InlineData("""{"api":"1.0.30","min_sdk_version":"5.0.0rc1","min_ep_version":"2.0.0"}""", "1.0.30", "5.0.0rc1")]
    [InlineData("""{"api":"1.0.30","min_sdk_version":"4.15"}""", "1.0.30", "4.15")]
    [InlineData("""{"api":"1.0.30","min_sdk_version":"soon"}""", "1.0.30", "soon")]
    public async Task The_version_check_logs_when_the_client_is_too_old(string answer, string api, string? min)
    {
        var log = new LogLines();
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options())
        {
            HttpMessageHandler = new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, answer)),
            LoggerFactory = log,
        });

        var version = await client.CheckVersionAsync();

        Assert.Equal((api, min), (version!.Api, version.MinSdkVersion));
        Assert.Equal(min == "5.0.0rc1" ? 1 : 0, log.Lines.Count(static l => l.Contains("4.15.0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_version_check_never_fails()
    {
        Assert.Null(await AskAsync(static c => c.CheckVersionAsync(), "7"));
        Assert.Null(await AskAsync(static c => c.CheckVersionAsync(), "<html>"));
        await using var client = Client(new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.Forbidden, "{}")));
        Assert.Null(await client.CheckVersionAsync());
    }

    [Theory]
    [InlineData("FUNCTION_NOT_ALLOWED")]
    [InlineData("FUNCTION_NOT_PERMITTED")]
    public async Task A_function_that_the_endpoint_does_not_allow_is_refused_with_a_hint(string code)
    {
        await using var client = Client(new FakeHandler((_, _) => FakeHandler.Json(
            HttpStatusCode.Forbidden, $$"""{"code":"{{code}}","detail":"Function {{s_id}} is not allowed on this endpoint."}""")));

        var error = await Assert.ThrowsAsync<CallRefusedException>(() => client.CreateExecutor(s_id).SubmitToRegisteredFunction(s_id));

        Assert.Contains(nameof(ComputeClient.GetAllowedFunctionsAsync), error.Message);
        Assert.Contains("not allowed on this endpoint", error.Message);
        Assert.Equal(code, Assert.IsType<ComputeServiceException>(error.InnerException).Code);
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_not_sent_again_and_says_so()
    {
        var handler = new FakeHandler(static (_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut"));
        await using var client = Client(handler);

        var error = await Assert.ThrowsAsync<ServiceUnreachableException>(() => client.DeleteFunctionAsync(s_id));

        Assert.Contains("may have been done", error.Message);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_deletion_s_answer_may_say_anything()
    {
        await AskAsync(static async c =>
        {
            await c.DeleteFunctionAsync(s_id);
            await c.DeleteEndpointAsync(s_id);
            return true;
        }, """{"result":302}""");
    }

    [Fact]
    public async Task An_unknown_task_is_the_service_s_own_error()
    {
        await using var client = Client(new FakeHandler(static (_, _) => FakeHandler.Json(HttpStatusCode.NotFound, """{"code":"TASK_NOT_FOUND","detail":"no"}""")));

        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => client.GetTaskAsync(s_id));

        Assert.Equal((HttpStatusCode.NotFound, "TASK_NOT_FOUND"), (error.StatusCode, error.Code));
    }

    [Fact]
    public async Task Bad_arguments_are_refused_at_the_call()
    {
        await using var client = Client(new FakeHandler(static (_, _) => throw new InvalidOperationException("Not asked.")));

        await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetTaskAsync(Guid.Empty));
        await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetEndpointAsync(Guid.Empty));
        await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetTaskGroupAsync(Guid.Empty));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await client.GetEndpointsAsync((ComputeEndpointRole)7));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.GetTasksAsync(null!));
    }

    [Fact]
    public async Task A_question_ends_with_its_token_and_with_its_client()
    {
        var handler = FakeHandler.Silent();
        var client = Client(handler);
        using var cancel = new CancellationTokenSource();
        var cancelled = client.GetTaskAsync(s_id, cancel.Token);
        var open = client.GetTaskAsync(s_id);

        await cancel.CancelAsync();
        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled)).CancellationToken);
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => open);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetTaskAsync(s_id));
    }

    private static ComputeClient Client(HttpMessageHandler handler) => new(new ComputeClientOptions(TestCalls.Options()) { HttpMessageHandler = handler });

    private static async Task<T> AskAsync<T>(Func<ComputeClient, Task<T>> ask, string answer)
    {
        await using var client = Client(new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, answer)));
        return await ask(client);
    }
}
