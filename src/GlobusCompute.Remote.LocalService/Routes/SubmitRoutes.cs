using System.Runtime.InteropServices;
using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Submission of batches (protocol.md §3.6): a batch is accepted as a whole or not at all.</summary>
internal sealed class SubmitRoutes(TaskAdmission admission, TaskIntake intake, LocalEndpoint endpoint, int maxBytes, ILogger logger)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v3/endpoints/{id}/submit", (RequestDelegate)SubmitAsync);
        routes.MapPost("/v2/submit", (RequestDelegate)SubmitOlderAsync);
    }

    private async Task SubmitAsync(HttpContext context)
    {
        RequiredHeaders.CheckUserAgent(context.Request);
        RequiredHeaders.CheckContentLength(context.Request);
        endpoint.Check(JsonAnswer.Id(context), CallingUsers.Of(context)!);
        SubmitRequest request;
        using (var body = await RequestBody.ReadAsync(context, maxBytes).ConfigureAwait(false))
        {
            request = SubmitRequest.ReadBatch(body);
        }

        var (batch, tasks) = await AcceptAsync(context, request).ConfigureAwait(false);
        var byFunction = new Dictionary<Guid, List<Guid>>();
        for (var i = 0; i < tasks.Count; i++)
        {
            ref var ids = ref CollectionsMarshal.GetValueRefOrAddDefault(byFunction, request.Tasks[i].FunctionId, out _);
            (ids ??= []).Add(tasks[i].Id);
        }

        await JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("request_id"u8, batch.RequestId);
            writer.WriteString("task_group_id"u8, batch.GroupId);
            writer.WriteString("endpoint_id"u8, endpoint.Id);
            writer.WriteStartObject("tasks"u8);
            foreach (var (function, ids) in byFunction)
            {
                writer.WriteStartArray(function.ToString());
                foreach (var id in ids)
                {
                    writer.WriteStringValue(id);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task SubmitOlderAsync(HttpContext context)
    {
        SubmitRequest request;
        using (var body = await RequestBody.ReadAsync(context, maxBytes).ConfigureAwait(false))
        {
            request = SubmitRequest.ReadOlderBatch(body);
        }

        foreach (var (_, named, _) in request.Tasks)
        {
            endpoint.Check(named!.Value, CallingUsers.Of(context)!);
        }

        var (batch, tasks) = await AcceptAsync(context, request).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("response"u8, "success"u8);
            writer.WriteString("task_group_id"u8, batch.GroupId);
            writer.WriteStartArray("results"u8);
            foreach (var task in tasks)
            {
                writer.WriteStartObject();
                writer.WriteString("status"u8, "Success"u8);
                writer.WriteString("task_uuid"u8, task.Id);
                writer.WriteNumber("http_status_code"u8, StatusCodes.Status200OK);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task<(TaskBatch Batch, IReadOnlyList<LocalTask> Tasks)> AcceptAsync(HttpContext context, SubmitRequest request)
    {
        var (batch, tasks) = admission.Admit(request, CallingUsers.Of(context)!);
        LocalLog.Submitted(logger, batch.User, tasks.Count, batch.RequestId, batch.GroupId);
        await intake.AcceptAsync(batch, tasks, request.CreateQueue, context.RequestAborted).ConfigureAwait(false);
        return (batch, tasks);
    }
}
