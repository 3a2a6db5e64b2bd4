using System.Diagnostics.CodeAnalysis;
using System.Net;
using GlobusCompute.Remote.LocalService.Broker;
using GlobusCompute.Remote.LocalService.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Credentials for the result stream (protocol.md §5.1).</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore makes no handle.")]
internal sealed class StreamRoutes(ResultStream? stream, Func<string, CancellationToken, Task<NetworkCredential>>? newCredential, ILogger logger)
{
    // Two requests at once must not void each other's passwords before either is answered.
    private readonly SemaphoreSlim _renewing = new(1);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v2/get_amqp_result_connection_url", (RequestDelegate)GetAsync);

    private async Task GetAsync(HttpContext context)
    {
        if (stream is null)
        {
            throw new ApiException(
                StatusCodes.Status501NotImplemented,
                "RESULT_STREAM_NOT_CONFIGURED",
                "This local service has no message broker, so it cannot stream results; poll them with POST /v2/batch_status.");
        }

        var prefix = stream.Names.PrefixOf(CallingUsers.Of(context)!);
        var user = newCredential is null
            ? stream.Address.Administrator
            : await RenewAsync(newCredential, prefix, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("queue_prefix"u8, prefix);
            writer.WriteString("connection_url"u8, stream.Address.UrlFor(user));
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task<NetworkCredential> RenewAsync(
        Func<string, CancellationToken, Task<NetworkCredential>> renew, string queuePrefix, CancellationToken cancellationToken)
    {
        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await renew(queuePrefix, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LocalLog.NoCredential(logger, e);
            throw new ApiException(
                StatusCodes.Status503ServiceUnavailable, "RESULT_STREAM_UNAVAILABLE", "The message broker's credentials could not be renewed; try again.")
            {
                RetryAfterSeconds = 1,
            };
        }
        finally
        {
            _renewing.Release();
        }
    }
}
