using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>State and results of tasks (protocol.md §3.7). Reading does not remove a result.</summary>
internal sealed class TaskRoutes(TaskStore store, Ownership ownership, int maxBytes)
{
    // To the tick, so that differences are those that the dashboard shows.
    private const string Exact = "0.0######";

    private const int FlushBytes = 64 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/tasks/{id}", (RequestDelegate)GetAsync);
        routes.MapPost("/v2/batch_status", (RequestDelegate)GetManyAsync);
        routes.MapGet("/v2/taskgroup/{id}", (RequestDelegate)GetGroupAsync);
    }

    private async Task GetAsync(HttpContext context)
    {
        store.Evict();
        var id = JsonAnswer.Id(context);
        if (!store.TryGet(id, out var task) || !ownership.CanSee(task, CallingUsers.Of(context)!))
        {
            throw ApiException.NotFound("TASK_NOT_FOUND", "Task", id);
        }

        context.Response.ContentType = JsonAnswer.ContentType;
        WriteTask(context.Response.BodyWriter, task);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private async Task GetManyAsync(HttpContext context)
    {
        store.Evict();
        List<string> ids;
        using (var body = await RequestBody.ReadAsync(context, maxBytes).ConfigureAwait(false))
        using (var document = body.Parse())
        {
            ids = ReadIds(document.RootElement);
        }

        context.Response.ContentType = JsonAnswer.ContentType;
        var (output, user) = (context.Response.BodyWriter, CallingUsers.Of(context)!);
        output.Write("{\"response\":\"batch\",\"results\":{"u8);
        var isFirst = true;
        foreach (var text in ids.Distinct(StringComparer.Ordinal))
        {
            if (!isFirst)
            {
                output.Write(","u8);
            }

            isFirst = false;
            WriteText(output, text);
            output.Write(":"u8);
            if (Guid.TryParse(text, out var id) && store.TryGet(id, out var task) && ownership.CanSee(task, user))
            {
                WriteTask(output, task);
            }
            else
            {
                WriteUnknown(output, text);
            }

            if (output.UnflushedBytes > FlushBytes)
            {
                await output.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }

        output.Write("}}"u8);
        await output.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private Task GetGroupAsync(HttpContext context)
    {
        store.Evict();
        var id = JsonAnswer.Id(context);
        var (owner, tasks) = store.GetGroup(id) ?? throw ApiException.NotFound("TASK_GROUP_NOT_FOUND", "Task group", id);
        ownership.CheckGroup(id, owner, CallingUsers.Of(context)!);
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("taskgroup_id"u8, id);
            writer.WriteBoolean("create_websockets_queue"u8, false);
            writer.WriteStartArray("tasks"u8);
            foreach (var task in tasks)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, task.Id);
                writer.WriteString("created_at"u8, task.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static List<string> ReadIds(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("task_ids", out var ids) || ids.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.Invalid("A list of task ids is required.", "body", "task_ids");
        }

        var texts = new List<string>(ids.GetArrayLength());
        foreach (var id in ids.EnumerateArray())
        {
            texts.Add(id.ValueKind == JsonValueKind.String ? id.GetString()! : throw ApiException.Invalid("It must be a list of strings.", "body", "task_ids"));
        }

        return texts;
    }

    private static void WriteTask(PipeWriter output, LocalTask task)
    {
        output.Write("{\"task_id\":\""u8);
        WriteId(output, task.Id);
        output.Write("\",\"status\":\""u8);
        if (task.Result is not { } result)
        {
            output.Write(task.State switch
            {
                TaskState.Received => "received"u8,
                TaskState.WaitingForLaunch => "waiting-for-launch"u8,
                _ => "running"u8,
            });
            output.Write("\"}"u8);
            return;
        }

        // The worker's JSON is passed on as it is: no result is decoded here.
        output.Write(result.IsError ? "failed\",\"exception\":"u8 : "success\",\"result\":"u8);
        output.Write(result.Data);
        output.Write(",\"completion_t\":\""u8);
        WriteSeconds(output, (task.CompletedAt - DateTimeOffset.UnixEpoch).Ticks);
        output.Write("\",\"details\":{"u8);
        if (result.Details.Length > 2)
        {
            output.Write(result.Details[1..^1]);
            output.Write(","u8);
        }

        output.Write("\"task_transitions\":{\"received\":"u8);
        WriteSeconds(output, (task.CreatedAt - DateTimeOffset.UnixEpoch).Ticks, Exact);
        foreach (var (state, nanoseconds) in result.Transitions)
        {
            output.Write(",\""u8);
            output.Write(Encoding.ASCII.GetBytes(state));
            output.Write("\":"u8);
            WriteSeconds(output, nanoseconds / 100, Exact);
        }

        output.Write("}}}"u8);
    }

    private static void WriteUnknown(PipeWriter output, string id)
    {
        output.Write("{\"task_id\":"u8);
        WriteText(output, id);
        output.Write(",\"status\":\"failed\",\"reason\":"u8);
        WriteText(output, Guid.TryParse(id, out _) ? $"Task {id} could not be found." : $"'{id}' is not a UUID.");
        output.Write("}"u8);
    }

    private static void WriteId(PipeWriter output, Guid id)
    {
        id.TryFormat(output.GetSpan(36), out var written);
        output.Advance(written);
    }

    private static void WriteText(PipeWriter output, string text)
    {
        output.Write("\""u8);
        output.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        output.Write("\""u8);
    }

    private static void WriteSeconds(PipeWriter output, long ticks, string format = "0.0#####")
    {
        var seconds = ticks / (decimal)TimeSpan.TicksPerSecond;
        seconds.TryFormat(output.GetSpan(40), out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
