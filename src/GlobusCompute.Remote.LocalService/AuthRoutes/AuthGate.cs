using GlobusCompute.Remote.LocalService.Diagnostics;
using GlobusCompute.Remote.LocalService.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>What every request for Globus Auth passes: the form that errors take, and the log, which never sees a query or a body.</summary>
internal sealed class AuthGate(ILogger logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
            {
                var unmatched = AuthException.Other(context.Response.StatusCode, $"The local Globus Auth has no route {method} {path}.");
                await unmatched.WriteAsync(context).ConfigureAwait(false);
            }
        }
        catch (AuthException e)
        {
            await e.WriteAsync(context).ConfigureAwait(false);
        }
        catch (ApiException e)
        {
            await new AuthException(e).WriteAsync(context).ConfigureAwait(false);
        }
        catch (PageException e)
        {
            await Pages.WriteAsync(context, StatusCodes.Status400BadRequest, Pages.Problem(e.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to answer.
        }
        catch (BadHttpRequestException e)
        {
            await AuthException.Other(e.StatusCode, e.Message).WriteAsync(context).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            LocalLog.RequestFailed(logger, e, method, path);
            await AuthException.Other(StatusCodes.Status500InternalServerError, "The local Globus Auth failed.").WriteAsync(context).ConfigureAwait(false);
        }

        LocalLog.AuthAnswered(logger, method, path, context.Response.StatusCode);
    }
}
