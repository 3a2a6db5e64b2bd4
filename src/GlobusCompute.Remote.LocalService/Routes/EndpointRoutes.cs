using System.Text.Json;
using GlobusCompute.Remote.LocalService.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Routes of the service's only endpoint.</summary>
internal sealed class EndpointRoutes(LocalEndpoint endpoint, WorkerPool pool, TimeProvider time)
{
    private const string Name = "local";

    // How long it lasts on the real service is not documented.
    private static readonly TimeSpan s_lockTime = TimeSpan.FromMinutes(15);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/endpoints", (RequestDelegate)ListAsync);
        routes.MapGet("/v2/endpoints/{id}", (RequestDelegate)GetAsync);
        routes.MapGet("/v2/endpoints/{id}/status", (RequestDelegate)StatusAsync);
        routes.MapDelete("/v2/endpoints/{id}", (RequestDelegate)DeleteAsync);
        routes.MapPost("/v3/endpoints/{id}/lock", (RequestDelegate)LockAsync);
        routes.MapPost("/v2/endpoints/{id}/lock", (RequestDelegate)LockAsync);
        routes.MapGet("/v3/endpoints/{id}/allowed_functions", (RequestDelegate)AllowedAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var role = context.Request.Query["role"].ToString();
        if (role is not ("" or "owner" or "any"))
        {
            throw ApiException.Invalid($"'{role}' is not 'owner' or 'any'.", "query", "role");
        }

        var user = CallingUsers.Of(context)!;
        var isListed = role == "any" ? endpoint.Owner.CanUse(user) : endpoint.Owner.Is(user);
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartArray();
            if (isListed && !endpoint.IsDeleted)
            {
                writer.WriteStartObject();
                WriteIdentity(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private Task GetAsync(HttpContext context)
    {
        endpoint.Check(JsonAnswer.Id(context), CallingUsers.Of(context)!);
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            WriteIdentity(writer);
            writer.WriteBoolean("multi_user"u8, false);
            writer.WriteBoolean("high_assurance"u8, false);
            writer.WriteBoolean("public"u8, endpoint.Owner.IsPublic);
            writer.WriteBoolean("subscription_admin_verified"u8, false);
            writer.WriteString("description"u8, "Real Python workers on this machine."u8);
            writer.WriteString("hostname"u8, Environment.MachineName);
            writer.WriteString("local_user"u8, Environment.UserName);
            writer.WriteString("ip_address"u8, "127.0.0.1"u8);
            writer.WriteEndObject();
        });
    }

    private Task StatusAsync(HttpContext context)
    {
        endpoint.Check(JsonAnswer.Id(context), CallingUsers.Of(context)!);
        var (waiting, busy) = pool.Measure();
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, "online"u8);
            writer.WriteStartObject("details"u8);
            writer.WriteNumber("total_workers"u8, pool.MaxWorkers);
            writer.WriteNumber("idle_workers"u8, pool.MaxWorkers - busy);
            writer.WriteNumber("pending_tasks"u8, waiting);
            writer.WriteNumber("outstanding_tasks"u8, waiting + busy);
            writer.WriteNumber("managers"u8, 1);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    // Its tasks go on, as those of a real endpoint do that is running.
    private Task DeleteAsync(HttpContext context)
    {
        endpoint.CheckOwner(JsonAnswer.Id(context), CallingUsers.Of(context)!);
        endpoint.Delete();
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("result"u8, StatusCodes.Status302Found);
            writer.WriteEndObject();
        });
    }

    // The lock keeps an endpoint from registering. The one of this service never does, so it changes nothing.
    private Task LockAsync(HttpContext context)
    {
        endpoint.CheckOwner(JsonAnswer.Id(context), CallingUsers.Of(context)!);
        var expires = time.GetUtcNow() + s_lockTime;
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("endpoint_id"u8, endpoint.Id);
            writer.WriteNumber("lock_expiration_timestamp"u8, expires.ToUnixTimeMilliseconds() / 1000.0);
            writer.WriteEndObject();
        });
    }

    private Task AllowedAsync(HttpContext context)
    {
        endpoint.Check(JsonAnswer.Id(context), CallingUsers.Of(context)!);
        return JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("endpoint_id"u8, endpoint.Id);
            writer.WriteBoolean("restricted"u8, endpoint.AllowedFunctions is not null);
            if (endpoint.AllowedFunctions is { } allowed)
            {
                writer.WriteStartArray("functions"u8);
                foreach (var id in allowed)
                {
                    writer.WriteStringValue(id);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
    }

    private void WriteIdentity(Utf8JsonWriter writer)
    {
        writer.WriteString("uuid"u8, endpoint.Id);
        writer.WriteString("name"u8, Name);
        writer.WriteString("display_name"u8, "Local Compute service"u8);
        writer.WriteString("owner"u8, endpoint.Owner.Id);
    }
}
