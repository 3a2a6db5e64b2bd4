using System.Net;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

public sealed class TaskGroupAnswerTests
{
    private const string First = "11111111-1111-4111-8111-111111111111";
    private const string Second = "22222222-2222-4222-8222-222222222222";

    private static readonly Guid s_group = Guid.Parse("33333333-3333-4333-8333-333333333333");

    [Fact]
    public async Task A_task_group_is_listed_in_its_order_with_times_in_UTC()
    {
        var group = await ReadAsync($$"""
            {"taskgroup_id":"{{s_group:D}}","create_websockets_queue":true,"tasks":[
             {"id":"{{Second}}","created_at":"2021-05-05T15:00:00.000000"},{"id":"{{First}}","created_at":"2021-05-05T17:00:00+02:00"}]}
            """);

        Assert.Equal(s_group, group.TaskGroupId);
        Assert.Equal([Guid.Parse(Second), Guid.Parse(First)], group.Tasks.Select(static t => t.TaskId));
        Assert.All(group.Tasks, static t => Assert.Equal(new DateTimeOffset(2021, 5, 5, 15, 0, 0, TimeSpan.Zero), t.CreatedAt));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("1e300")]
    [InlineData("\"-1e28\"")]
    [InlineData("{}")]
    public async Task A_time_that_cannot_be_read_loses_no_task(string time)
    {
        var group = await ReadAsync($$"""{"taskgroup_id":"{{s_group:N}}","tasks":[{"id":"{{First}}","created_at":{{time}}}]}""");

        Assert.Null(Assert.Single(group.Tasks).CreatedAt);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"tasks\":{}}")]
    [InlineData("{\"tasks\":[{\"id\":null}]}")]
    [InlineData("{\"tasks\":[7]}")]
    [InlineData("{\"taskgroup_id\":\"11111111-1111-4111-8111-111111111111\",\"tasks\":[]}")]
    [InlineData("<html>")]
    public async Task An_answer_that_may_leave_tasks_out_is_refused(string answer)
    {
        var error = await Assert.ThrowsAsync<ComputeServiceException>(() => ReadAsync(answer));

        Assert.Equal($"GET /v2/taskgroup/{s_group:D}", error.Request);
    }

    private static async Task<ComputeTaskGroup> ReadAsync(string answer)
    {
        var options = new ComputeClientOptions(TestCalls.Options()) { HttpMessageHandler = new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, answer)) };
        using var service = new HttpComputeService(new ServiceConnection(options, NullLogger.Instance), options.UserRuntime, createQueue: false);
        return await service.GetTaskGroupAsync(s_group, CancellationToken.None);
    }
}
