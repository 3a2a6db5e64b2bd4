using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>What every request passes: rate limit, bearer token, and the form that errors take.</summary>
internal sealed class RequestGate(CallingUsers users, RequestWindow? window, TimeProvider time, ILogger logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        try
        {
            if (window?.Enter(time.GetUtcNow()) is { } wait)
            {
                throw new ApiException(
                    StatusCodes.Status429TooManyRequests,
                    "TOO_MANY_REQUESTS",
                    "Too many requests were sent in too short a time; wait as long as Retry-After says.")
                {
                    RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
                };
            }

            if (!path.Equals("/v2/version", StringComparison.OrdinalIgnoreCase))
            {
                users.Authenticate(context);
            }

            await next(context).ConfigureAwait(false);
            await AnswerUnmatchedAsync(context).ConfigureAwait(false);
        }
        catch (ApiException e)
        {
            await e.WriteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to answer.
        }
        catch (BadHttpRequestException e)
        {
            await new ApiException(e.StatusCode, "REQUEST_MALFORMED", e.Message).WriteAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            LocalLog.RequestFailed(logger, e, method, path);
            var failure = new ApiException(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", $"The local service failed: {e.Message}");
            await failure.WriteAsync(context).ConfigureAwait(false);
        }

        LocalLog.Answered(logger, method, path, CallingUsers.Of(context) ?? "nobody", context.Response.StatusCode);
    }

    private static async Task AnswerUnmatchedAsync(HttpContext context)
    {
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
        {
            var detail = $"The local service has no route {context.Request.Method} {context.Request.Path}.";
            await new ApiException(context.Response.StatusCode, "REQUEST_MALFORMED", detail).WriteAsync(context).ConfigureAwait(false);
        }
    }
}
