using System.Collections.Frozen;
using GlobusCompute.Remote.LocalService.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Disturbs requests and their answers, between routing and the route itself.</summary>
internal sealed class RouteFaults(FaultSwitch faults, TimeProvider time)
{
    private static readonly FrozenDictionary<string, FaultTarget> s_targets = new Dictionary<string, FaultTarget>
    {
        ["/v3/endpoints/{id}/submit"] = FaultTarget.Submit,
        ["/v2/submit"] = FaultTarget.Submit,
        ["/v2/batch_status"] = FaultTarget.BatchStatus,
        ["/v2/tasks/{id}"] = FaultTarget.Task,
        ["/v2/taskgroup/{id}"] = FaultTarget.TaskGroup,
        ["/v3/functions"] = FaultTarget.Register,
        ["/v2/functions"] = FaultTarget.Register,
        ["/v2/functions/{id}"] = FaultTarget.Function,
        ["/v2/get_amqp_result_connection_url"] = FaultTarget.StreamUrl,
        ["/v2/endpoints"] = FaultTarget.Endpoints,
        ["/v2/endpoints/{id}"] = FaultTarget.Endpoints,
        ["/v2/endpoints/{id}/status"] = FaultTarget.Endpoints,
        ["/v3/endpoints/{id}/allowed_functions"] = FaultTarget.Endpoints,
        ["/v2/version"] = FaultTarget.Version,
        ["/v2/authenticate"] = FaultTarget.Version,
        ["/v2/oauth2/token"] = FaultTarget.Token,
    }.ToFrozenDictionary();

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        faults.Current is { } active
            && (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route
            && s_targets.TryGetValue(route, out var target)
            ? DisturbAsync(context, next, active.Fire(target, static _ => true))
            : next(context);

    private async Task DisturbAsync(HttpContext context, RequestDelegate next, IReadOnlyList<(FaultRule Rule, int Number)> fired)
    {
        FaultRule? rule = null;
        foreach (var (candidate, _) in fired)
        {
            if (candidate.Kind == FaultKind.Delay)
            {
                await Task.Delay(candidate.Duration!.Value, time, context.RequestAborted).ConfigureAwait(false);
            }
            else
            {
                rule = candidate;
            }
        }

        switch (rule?.Kind)
        {
            case null:
                await next(context).ConfigureAwait(false);
                break;
            case FaultKind.Status:
                throw Refusal(rule);
            case FaultKind.Drop:
                context.Abort();
                break;
            default:
                var answer = await TakeAsync(context, next).ConfigureAwait(false);
                await AnswerAsync(context, rule, answer).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Has the route do its work, and keeps its answer. What the route refuses is thrown from here, and answered as ever.</summary>
    private static async Task<byte[]> TakeAsync(HttpContext context, RequestDelegate next)
    {
        var client = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        var body = new StreamResponseBodyFeature(kept);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(context).ConfigureAwait(false);
            await body.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(client);
            body.Dispose();
        }

        return kept.ToArray();
    }

    private async Task AnswerAsync(HttpContext context, FaultRule rule, byte[] answer)
    {
        switch (rule.Kind)
        {
            case FaultKind.DropAnswer:
                context.Abort();
                break;
            case FaultKind.DelayAnswer:
                await Task.Delay(rule.Duration!.Value, time, context.RequestAborted).ConfigureAwait(false);
                await WriteAsync(context, answer).ConfigureAwait(false);
                break;
            case FaultKind.Partial:
                await WriteAsync(context, PartialAnswers.Shorten(answer, rule.Partial)).ConfigureAwait(false);
                break;
            case FaultKind.Garbage:
                context.Response.StatusCode = rule.Status ?? StatusCodes.Status200OK;
                await WriteGarbageAsync(context, rule.Garbage, answer).ConfigureAwait(false);
                break;
            default:
                throw new InvalidOperationException($"{rule.Kind} is not a fault of a route.");
        }
    }

    private static Task WriteGarbageAsync(HttpContext context, GarbageBody garbage, byte[] answer)
    {
        switch (garbage)
        {
            case GarbageBody.NotJson:
                context.Response.ContentType = "text/html";
                return WriteAsync(context, "<html><body><h1>A proxy speaks</h1></body></html>"u8.ToArray());
            case GarbageBody.Truncated:
                return WriteAsync(context, answer[..(answer.Length / 2)]);
            case GarbageBody.WrongShape:
                return WriteAsync(context, "[\"unexpected\"]"u8.ToArray());
            case GarbageBody.Empty:
                return WriteAsync(context, []);
            default:
                // The server closes the connection of an answer that stays shorter than announced.
                context.Response.ContentLength = answer.Length;
                return context.Response.Body.WriteAsync(answer, 0, answer.Length / 2, context.RequestAborted);
        }
    }

    private static Task WriteAsync(HttpContext context, byte[] answer)
    {
        context.Response.ContentLength = answer.Length;
        return context.Response.Body.WriteAsync(answer, 0, answer.Length, context.RequestAborted);
    }

    private static ApiException Refusal(FaultRule rule)
    {
        var (code, detail) = rule.Status switch
        {
            StatusCodes.Status401Unauthorized => ("INVALID_AUTH_TOKEN", "The token is not valid"),
            StatusCodes.Status403Forbidden => ("ENDPOINT_ACCESS_FORBIDDEN", "Access is forbidden"),
            StatusCodes.Status413PayloadTooLarge => ("TASK_PAYLOAD_TOO_LARGE", "The payload is too large"),
            StatusCodes.Status429TooManyRequests => ("TOO_MANY_REQUESTS", "Too many requests were sent"),
            StatusCodes.Status503ServiceUnavailable => ("SERVICE_UNAVAILABLE", "The service is not available"),
            _ => ("INTERNAL_ERROR", "The service failed"),
        };
        return new ApiException(rule.Status!.Value, code, $"{detail} (a simulated fault).") { RetryAfterSeconds = rule.RetryAfter };
    }
}
