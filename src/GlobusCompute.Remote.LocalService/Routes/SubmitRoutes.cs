using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.LocalService.Broker;
using GlobusCompute.Remote.LocalService.Faults;
using GlobusCompute.Remote.LocalService.Tasks;
using GlobusCompute.Remote.LocalService.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Submission of batches (protocol.md §3.6): a batch is accepted as a whole or not at all.</summary>
internal sealed class SubmitRoutes(
    ConcurrentDictionary<Guid, FunctionRecord> functions,
    TaskStore store,
    WorkerPool pool,
    EndpointRoutes endpoints,
    Guid endpointId,
    IReadOnlySet<Guid>? allowedFunctions,
    ResultPublisher? publisher,
    StreamFaults? faults,
    LocalComputeServiceOptions options)
{
    // The only key that an engine without MPI knows.
    private const string Priority = "priority";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v3/endpoints/{id}/submit", (RequestDelegate)SubmitAsync);
        routes.MapPost("/v2/submit", (RequestDelegate)SubmitOlderAsync);
    }

    private async Task SubmitAsync(HttpContext context)
    {
        RequiredHeaders.CheckUserAgent(context.Request);
        RequiredHeaders.CheckContentLength(context.Request);
        endpoints.Check(JsonAnswer.Id(context));
        SubmitRequest request;
        using (var body = await RequestBody.ReadAsync(context, options.MaxRequestBytes).ConfigureAwait(false))
        {
            request = SubmitRequest.ReadBatch(body);
        }

        var (group, tasks) = await AcceptAsync(request, context.RequestAborted).ConfigureAwait(false);
        var byFunction = new Dictionary<Guid, List<Guid>>();
        for (var i = 0; i < tasks.Count; i++)
        {
            ref var ids = ref CollectionsMarshal.GetValueRefOrAddDefault(byFunction, request.Tasks[i].FunctionId, out _);
            (ids ??= []).Add(tasks[i].Id);
        }

        await JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("request_id"u8, Guid.NewGuid());
            writer.WriteString("task_group_id"u8, group);
            writer.WriteString("endpoint_id"u8, endpointId);
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
        using (var body = await RequestBody.ReadAsync(context, options.MaxRequestBytes).ConfigureAwait(false))
        {
            request = SubmitRequest.ReadOlderBatch(body);
        }

        foreach (var (_, endpoint, _) in request.Tasks)
        {
            endpoints.Check(endpoint!.Value);
        }

        var (group, tasks) = await AcceptAsync(request, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("response"u8, "success"u8);
            writer.WriteString("task_group_id"u8, group);
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

    private async Task<(Guid Group, IReadOnlyList<LocalTask> Tasks)> AcceptAsync(SubmitRequest request, CancellationToken cancellationToken)
    {
        store.Evict();
        var group = request.GroupId ?? Guid.NewGuid();
        var batch = new TaskBatch(group, request.ResultSerializers, Refusal(request.ResourceKeys));
        var now = options.TimeProvider.GetUtcNow();
        var tasks = new List<LocalTask>(request.Tasks.Count);
        foreach (var (functionId, _, arguments) in request.Tasks)
        {
            if (allowedFunctions?.Contains(functionId) == false)
            {
                throw new ApiException(StatusCodes.Status403Forbidden, "FUNCTION_NOT_PERMITTED", $"Function {functionId} is not among those that endpoint {endpointId} runs.");
            }

            if (!functions.TryGetValue(functionId, out var function))
            {
                throw ApiException.NotFound("FUNCTION_NOT_FOUND", "Function", functionId);
            }

            if ((long)function.Code.Length + arguments.Length > options.MaxRequestBytes)
            {
                throw ApiException.TooLarge(
                    $"A task of function {functionId} has {(long)function.Code.Length + arguments.Length:N0} bytes of code and arguments; {options.MaxRequestBytes:N0} are accepted.");
            }

            tasks.Add(new LocalTask(Guid.NewGuid(), batch, function, arguments, now));
        }

        if (request.CreateQueue && publisher is not null)
        {
            // Before anything can be finished, so that no result finds its queue missing.
            await publisher.EnsureQueueAsync(group, cancellationToken).ConfigureAwait(false);
        }

        var wait = publisher?.HasQueue(group) == true ? faults!.ChooseEarly(tasks) : null;
        store.Add(group, tasks);
        if (batch.Refusal is null)
        {
            pool.Submit(tasks);
        }
        else
        {
            tasks.ForEach(task => store.Complete(task, FailureFrame.Refused(task.Id, batch.Refusal, now)));
        }

        if (wait is { } limit)
        {
            await Task.WhenAny(
                Task.WhenAll(tasks.Select(task => task.Published?.Task ?? Task.CompletedTask)), Task.Delay(limit, options.TimeProvider, cancellationToken)).ConfigureAwait(false);
        }

        return (group, tasks);
    }

    private string? Refusal(IReadOnlyList<string> keys)
    {
        var unknown = options.IgnoreResourceSpecifications ? [] : keys.Where(key => key != Priority).ToList();
        return unknown.Count == 0 ? null :
            $"InvalidResourceSpecification: the local endpoint's engine takes no resource specification other than '{Priority}', but got: {string.Join(", ", unknown)}. " +
            $"Submit without one, or set {nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.IgnoreResourceSpecifications)} to try MPI functions here.";
    }
}
