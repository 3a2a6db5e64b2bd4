using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>Answers with any bytes: what they say stays true, and one odd entry spoils only itself.</summary>
public sealed class HostileAnswerTests
{
    private const string Function = "bbbbbbbb-0000-4000-8000-000000000002";
    private const string Task1 = "cccccccc-0000-4000-8000-000000000001";
    private const string Task2 = "cccccccc-0000-4000-8000-000000000002";

    private readonly ManualTimeProvider _time = new();

    public static TheoryData<string> ErrorBodies =>
    [
        """{"code":"\ud800","detail":"x"}""",
        """{"code":"X","detail":"half \udc00 pair"}""",
        """{"\ud800":1,"code":"X"}""",
        """{"code":"X","detail":[{"loc":["\ud800"],"msg":"\udfff"}]}""",
        """{"errors":[{"code":"\ud83d","detail":"\ude00"}]}""",
        """{"code":"X","detail":"latin-1: caf<E9>"}""",
        """{"code":"caf<E9>"}""",
        """{"<FF><FE>":1}""",
        "<FF><FE>{",
        """{"code":"X","detail":"cut <E2><82>"}""",
        "<NUL><NUL><NUL>",
        """{"code":"X","deep":<DEEP>}""",
        "<DEEP>",
        """{"code":""",
        "",
        "null",
        "[]",
        """{"errors":[]}""",
        """{"errors":[null]}""",
        """{"errors":[[]],"code":null}""",
        """{"code":{},"detail":{"a":"\ud800"}}""",
        """{"code":1e999,"detail":-0}""",
    ];

    [Theory]
    [MemberData(nameof(ErrorBodies))]
    public async Task A_submission_that_is_to_wait_is_sent_again_whatever_the_answer_s_bytes_are(string body)
    {
        var handler = new FakeHandler((n, _) => n == 1 ? Answer(HttpStatusCode.TooManyRequests, body) : FakeHandler.Json(HttpStatusCode.OK, Accepted));
        using var service = Service(handler);

        await AdvancingAsync(service.SubmitAsync(await RequestAsync(), CancellationToken.None));

        Assert.Equal(2, handler.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(ErrorBodies))]
    public async Task A_submission_that_is_refused_was_not_accepted_whatever_the_answer_s_bytes_are(string body)
    {
        using var service = Service(new FakeHandler((_, _) => Answer(HttpStatusCode.UnprocessableEntity, body)));

        var error = await Assert.ThrowsAsync<ComputeServiceException>(async () => await service.SubmitAsync(await RequestAsync(), CancellationToken.None));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.StatusCode);
    }

    [Theory]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","detail":"half \ud800"}""", "half \ufffd")]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","detail":"gone","x":<DEEP>}""", "gone")]
    [InlineData("""{"x":<DEEP>,"code":"TASK_GROUP_NOT_FOUND","detail":"gone"}""", "gone")]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","detail":"caf<E9>"}""", "caf?")]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","detail":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","detail":"C:\\ud800"}""", "C:\\ud800")]
    [InlineData("""{"\ud800":"","code":"TASK_GROUP_NOT_FOUND","detail":"gone"}""", "gone")]
    [InlineData("""{"errors":[{"code":"TASK_GROUP_NOT_FOUND","detail":"\udc00"}]}""", "\ufffd")]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","detail":[{"msg":"\ud800","loc":["a"]}]}""", "a: \ufffd")]
    [InlineData("""{"code":"TASK_GROUP_NOT_FOUND","message":"told","detail":null}""", "told")]
    public async Task The_code_of_an_odd_answer_is_understood(string body, string detail)
    {
        using var service = Service(new FakeHandler((_, _) => Answer(HttpStatusCode.NotFound, body)));

        var error = await Assert.ThrowsAsync<ComputeServiceException>(async () => await service.SubmitAsync(await RequestAsync(), CancellationToken.None));

        Assert.Equal(("TASK_GROUP_NOT_FOUND", detail), (error.Code, error.Detail));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("not gzip")]
    [InlineData("stalled")]
    [InlineData("endless")]
    public async Task A_refusal_whose_body_cannot_be_read_is_still_one(string kind)
    {
        foreach (var status in (HttpStatusCode[])[HttpStatusCode.TooManyRequests, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden])
        {
            var handler = new FakeHandler((n, _) => n == 1 ? new HttpResponseMessage(status) { Content = new StreamContent(new OddStream(kind)) } : FakeHandler.Json(HttpStatusCode.OK, Accepted));
            using var service = Service(handler);
            var submitting = service.SubmitAsync(await RequestAsync(), CancellationToken.None);
            if (kind == "stalled")
            {
                await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(100));
                _time.Advance(TimeSpan.FromSeconds(100));
            }

            submitting = AdvancingAsync(submitting);

            if (status == HttpStatusCode.TooManyRequests)
            {
                await submitting;
                Assert.Equal(2, handler.Requests.Count);
            }
            else
            {
                Assert.Equal(status, (await Assert.ThrowsAsync<ComputeServiceException>(() => submitting)).StatusCode);
                Assert.Single(handler.Requests);
            }
        }
    }

    [Theory]
    [InlineData("""{"\ud800":1,<GOOD>}""")]
    [InlineData("""{"<FF>":1,<GOOD>}""")]
    [InlineData("""{"x":{"\udc00":["\ud800"]},<GOOD>}""")]
    [InlineData("""{"x":<DEEP>,<GOOD>}""")]
    [InlineData("""{"request_id":"\ud800",<GOOD>}""")]
    [InlineData("""{"request_id":<DEEP>,<GOOD>}""")]
    [InlineData("""{"request_id":7,"task_group_id":[],<GOOD>}""")]
    [InlineData("""{"task_group_id":"<E9>",<GOOD>}""")]
    [InlineData("""{<GOOD>,"\ud83d":"\ud83d"}""")]
    [InlineData("""{<GOOD>,"request_id":{"\ud800":null}}""")]
    public async Task An_odd_member_beside_the_ids_of_a_submission_spoils_nothing(string body)
    {
        using var service = Service(new FakeHandler((_, _) => Answer(HttpStatusCode.OK, body.Replace("<GOOD>", $$"""
            "tasks":{"{{Function}}":["{{Task1}}","{{Task2}}"]}
            """))));

        var answer = await service.SubmitAsync(await RequestAsync(), CancellationToken.None);

        Assert.Equal([Guid.Parse(Task1), Guid.Parse(Task2)], answer.Tasks[Guid.Parse(Function)]!);
    }

    [Theory]
    [InlineData("""
        "\ud800":["x"]
        """, false)]
    [InlineData("""
        "<FF>":[]
        """, false)]
    [InlineData("""
        "no id":{"a":<DEEP>}
        """, false)]
    [InlineData("""
        "aaaaaaaa-0000-4000-8000-000000000001":["\ud800"]
        """, true)]
    [InlineData("""
        "aaaaaaaa-0000-4000-8000-000000000001":["<E9>"]
        """, true)]
    [InlineData("""
        "aaaaaaaa-0000-4000-8000-000000000001":<DEEP>
        """, true)]
    [InlineData("""
        "aaaaaaaa-0000-4000-8000-000000000001":[null]
        """, true)]
    [InlineData("""
        "aaaaaaaa-0000-4000-8000-000000000001":7
        """, true)]
    [InlineData("""
        "aaaaaaaa000040008000000000000001":{"\ud800":1}
        """, true)]
    [InlineData("""
        "aaaaaaaa-0000-4000-8000-00000000000\u0031":[{}]
        """, true)]
    public async Task An_odd_list_of_a_submission_concerns_no_other(string entry, bool isNamed)
    {
        using var service = Service(new FakeHandler((_, _) => Answer(HttpStatusCode.OK, $$$"""
            {"tasks":{{{{entry}}},"{{{Function}}}":["{{{Task1}}}"]} }
            """)));

        var answer = await service.SubmitAsync(await RequestAsync(), CancellationToken.None);

        Assert.Equal([Guid.Parse(Task1)], answer.Tasks[Guid.Parse(Function)]!);
        Assert.Equal(isNamed, answer.Tasks.TryGetValue(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"), out var ids));
        Assert.Null(ids);
    }

    [Theory]
    [InlineData("""
        "\ud800":{"status":"success"}
        """, null)]
    [InlineData("""
        "<FF>":{}
        """, null)]
    [InlineData("""
        "x":<DEEP>
        """, null)]
    [InlineData("""
        "<ODD>":{"\ud800":1,"status":"success","result":"11\n1"}
        """, "11\n1")]
    [InlineData("""
        "<ODD>":{"status":"\ud800"}
        """, "")]
    [InlineData("""
        "<ODD>":{"status":"<E9>","result":"11\n1"}
        """, "")]
    [InlineData("""
        "<ODD>":{"status":"success","result":"11\n1","details":<DEEP>}
        """, "11\n1")]
    [InlineData("""
        "<ODD>":{"status":"success","result":"11\n1","details":{"\ud800":<DEEP>,"python_version":"\ud800"}}
        """, "11\n1")]
    [InlineData("""
        "<ODD>":{"status":"success","result":"11\n1","details":{"task_transitions":{"\udc00":1,"execution-start":"\ud800"}}}
        """, "11\n1")]
    [InlineData("""
        "<ODD>":{"status":"s\u0075ccess","result":"11\n1","completion_t":<DEEP>}
        """, "11\n1")]
    [InlineData("""
        "<ODD>":{"status":<DEEP>}
        """, "")]
    [InlineData("""
        "<ODD>":{"task_id":"\ud800","status":"success","result":"11\n\"\ud800\"","exception":{"\ud800":[]}}
        """, "11\n\"\ufffd\"")]
    [InlineData("""
        "<ODD>":{"status":"success","result":"11\n1","details":"\ud800"}
        """, "11\n1")]
    public async Task An_odd_entry_of_batch_status_spoils_only_itself(string entry, string? result)
    {
        using var service = Service(new FakeHandler((_, _) => Answer(HttpStatusCode.OK, $$$"""
            {"\udfff":1,"x":<DEEP>,"results":{{{{entry.Replace("<ODD>", Task2)}}},"{{{Task1}}}":{"status":"success","result":"11\n7"} } }
            """)));

        using var page = await service.GetBatchStatusAsync([Guid.Parse(Task1), Guid.Parse(Task2)], CancellationToken.None);

        Assert.Equal("11\n7", Text(page, Task1));
        Assert.Equal(result, page.Tasks.Any(static t => t.TaskId == Guid.Parse(Task2)) ? Text(page, Task2) : null);
        foreach (var task in page.Tasks)
        {
            TaskAnswers.Facts(task);
            _ = (task.EndpointId, task.CompletedAt);
        }
    }

    [Theory]
    [InlineData("register")]
    [InlineData("stream")]
    [InlineData("submit")]
    [InlineData("error")]
    [InlineData("version")]
    [InlineData("status")]
    [InlineData("lock")]
    [InlineData("delete")]
    [InlineData("allowed")]
    [InlineData("endpoint")]
    public async Task An_answer_that_swells_when_it_is_unpacked_is_not_held(string route)
    {
        var stream = new BombStream();
        var status = route == "error" ? HttpStatusCode.Forbidden : HttpStatusCode.OK;
        using var service = Service(new FakeHandler((_, _) => new HttpResponseMessage(status) { Content = new StreamContent(stream) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } }));
        var id = Guid.NewGuid();

        var error = await Record.ExceptionAsync(async () => await AdvancingAsync<object?>(route switch
        {
            "register" => Box(service.RegisterFunctionAsync(RegisterRequests.Of(TestCalls.Source()), CancellationToken.None)),
            "stream" => Box(service.GetStreamAddressAsync(CancellationToken.None)),
            "version" => Box(service.SendAsync(ManagementRequests.Version, CancellationToken.None)),
            "status" => Box(service.SendAsync(ManagementRequests.EndpointStatus(id), CancellationToken.None)),
            "lock" => Box(service.SendAsync(ManagementRequests.StopEndpoint(id), CancellationToken.None)),
            "delete" => Box(service.SendAsync(ManagementRequests.DeleteFunction(id), CancellationToken.None)),
            "allowed" => Box(service.SendAsync(ManagementRequests.AllowedFunctions(id), CancellationToken.None)),
            "endpoint" => Box(service.SendAsync(ManagementRequests.Endpoint(id), CancellationToken.None)),
            _ => Box(service.SubmitAsync(await RequestAsync(), CancellationToken.None)),
        }));

        switch (route)
        {
            case "submit":
                Assert.IsType<AmbiguousOutcomeException>(error);
                break;
            case "lock" or "delete":
                Assert.Contains("may have been done", Assert.IsType<ServiceUnreachableException>(error).Message);
                break;
            default:
                Assert.Equal(route == "error" ? HttpStatusCode.Forbidden : null, Assert.IsType<ComputeServiceException>(error).StatusCode);
                break;
        }

        Assert.InRange(stream.Given, 1, 40L << 20);
    }

    [Fact]
    public async Task An_answer_to_many_tasks_may_be_as_long_as_it_must()
    {
        await using var runtime = new ComputeRuntime(new FakeComputeService(), TestCalls.Options());
        var batch = new SubmissionBatch(TestCalls.Target(runtime));
        for (var i = 0; i < 20_000; i++)
        {
            var call = new VoidCall(batch.Target, TestCalls.Pinned(), TestCalls.Arguments("1"));
            call.TryQueue(Guid.Parse(Function));
            batch.Add(call);
        }

        var ids = string.Join(",\n        ", Enumerable.Range(0, batch.Count).Select(static i => $"\"{new Guid(i + 1, 0, 0, new byte[8]):D}\""));
        using var service = Service(new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, $$"""{"tasks":{"{{Function}}":[{{ids}}]} }""")));

        var answer = await service.SubmitAsync(SubmitRequests.Of(batch), CancellationToken.None);

        Assert.Equal(20_000, answer.Tasks[Guid.Parse(Function)]!.Length);
    }

    [Fact]
    public async Task A_page_of_an_unreadable_packing_leaves_a_submission_open_and_a_question_unanswered()
    {
        HttpResponseMessage Broken() => new(HttpStatusCode.OK) { Content = new StreamContent(new OddStream("not gzip")) };
        using var service = Service(new FakeHandler((_, _) => Broken()));

        await Assert.ThrowsAsync<AmbiguousOutcomeException>(async () => await service.SubmitAsync(await RequestAsync(), CancellationToken.None));
        await Assert.ThrowsAsync<ServiceUnreachableException>(() => service.GetBatchStatusAsync([Guid.NewGuid()], CancellationToken.None));
    }

    private static string Accepted => $$"""{"request_id":"aaaaaaaa-0000-4000-8000-000000000001","tasks":{"{{Function}}":["{{Task1}}"]} }""";

    private static string Text(TaskStatusPage page, string id) =>
        Encoding.UTF8.GetString(TaskAnswers.Text(page.Tasks.Single(t => t.TaskId == Guid.Parse(id)).Text)).Replace("\ufffd\ufffd\ufffd", "\ufffd");

    private static async Task<object?> Box<T>(Task<T> task) => await task;

    private static HttpResponseMessage Answer(HttpStatusCode status, string body)
    {
        var bytes = new List<byte>();
        body = body.Replace("<DEEP>", new string('[', 20_000) + new string(']', 20_000)).Replace("<NUL>", "\0");
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '<' && i + 3 < body.Length && body[i + 3] == '>' && byte.TryParse(body.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var raw))
            {
                bytes.Add(raw);
                i += 3;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(body[i].ToString()));
            }
        }

        return new HttpResponseMessage(status) { Content = new ByteArrayContent([.. bytes]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
    }

    private HttpComputeService Service(HttpMessageHandler handler) => ServiceConnectionTests.Service(handler, _time);

    private Task<T> AdvancingAsync<T>(Task<T> task) => ServiceConnectionTests.AdvancingAsync(task, _time);

    private static async Task<SubmitRequest> RequestAsync() => SubmitRequests.Of(await ServiceConnectionTests.BatchAsync());

    /// <summary>A body that breaks, that is not packed as it says, that never ends or never comes.</summary>
    private sealed class OddStream(string kind) : MemoryStream
    {
        private long _given;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            switch (kind)
            {
                case "broken":
                    throw new IOException("reset");
                case "not gzip":
                    throw new InvalidDataException("The archive entry was compressed using an unsupported compression method.");
                case "stalled":
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return 0;
                default:
                    _given += buffer.Length;
                    Assert.InRange(_given, 1, 40L << 20);
                    buffer.Span.Fill((byte)' ');
                    return buffer.Length;
            }
        }
    }

    /// <summary>Gigabytes of blanks out of little.</summary>
    private sealed class BombStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Given > 3L << 29)
            {
                return ValueTask.FromResult(0);
            }

            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
