using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>What every request passes: rate limit, bearer token, and the form that errors take.</summary>
internal sealed class RequestGate(string token, RequestWindow? window, TimeProvider time, ILogger logger)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

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
                Authenticate(context.Request);
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

        LocalLog.Answered(logger, method, path, context.Response.StatusCode);
    }

    private static async Task AnswerUnmatchedAsync(HttpContext context)
    {
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
        {
            var detail = $"The local service has no route {context.Request.Method} {context.Request.Path}.";
            await new ApiException(context.Response.StatusCode, "REQUEST_MALFORMED", detail).WriteAsync(context).ConfigureAwait(false);
        }
    }

    private void Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw new ApiException(
                StatusCodes.Status401Unauthorized,
                "USER_UNAUTHENTICATED",
                "The request has no Authorization header; send 'Bearer' and the local service's token.");
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()), _token))
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "INVALID_AUTH_TOKEN", "The bearer token is not the one of this local service.");
        }
    }
}
