using System.Text.Json;
using GlobusCompute.Remote.LocalService.Dashboard.Access;
using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Dashboard;

/// <summary>What every request for the dashboard passes: the headers that keep its answers to themselves, the address, and the form of errors.</summary>
internal sealed class DashboardGate(DashboardRoutes routes, ILogger logger)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public async Task InvokeAsync(HttpContext context)
    {
        Protect(context.Response);
        try
        {
            if (!RequestOrigin.IsAddressedHere(context))
            {
                var port = context.Connection.LocalPort;
                throw new DashboardException(
                    StatusCodes.Status403Forbidden, $"The dashboard answers at http://127.0.0.1:{port}/ and http://localhost:{port}/ only.");
            }

            await routes.AnswerAsync(context).ConfigureAwait(false);
        }
        catch (DashboardException e)
        {
            await WriteErrorAsync(context, e.Status, e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page was closed; there is nobody to answer.
        }
        catch (BadHttpRequestException e)
        {
            await WriteErrorAsync(context, e.StatusCode, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            LocalLog.RequestFailed(logger, e, context.Request.Method, context.Request.Path.Value ?? "");
            await WriteErrorAsync(context, StatusCodes.Status500InternalServerError, $"The dashboard failed: {e.Message}").ConfigureAwait(false);
        }
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static async Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, message);
            writer.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
