using System.Buffers;
using System.Text.Json;
using GlobusCompute.Remote.LocalService.Auth;
using GlobusCompute.Remote.LocalService.Dashboard.Access;
using GlobusCompute.Remote.LocalService.Dashboard.Data;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard;

/// <summary>The page, its sessions, and its data.</summary>
/// <param name="keys">What opens the dashboard.</param>
/// <param name="token">The service's own token, which opens it too.</param>
/// <param name="data">What the page shows.</param>
internal sealed class DashboardRoutes(AccessKeys keys, string token, DashboardData data)
{
    private const int MaxBodyBytes = 64 << 10;
    private const int InitialAnswerBytes = 16 << 10;

    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return path switch
        {
            "" or "/" or DashboardPaths.Below or DashboardPaths.Below + "/" => OpenAsync(context),
            DashboardPaths.Session => ChangeSessionAsync(context),
            _ when path.StartsWith(DashboardPaths.Data, StringComparison.Ordinal) => AnswerDataAsync(context, path[DashboardPaths.Data.Length..]),
            _ => AnswerFileAsync(context, path[(DashboardPaths.Below.Length + 1)..]),
        };
    }

    private async Task OpenAsync(HttpContext context)
    {
        Require(context, HttpMethods.Get, HttpMethods.Head);
        if (context.Request.Query["token"].ToString() is not { Length: > 0 } link)
        {
            await DashboardAssets.TryWriteAsync(context, DashboardAssets.Page).ConfigureAwait(false);
            return;
        }

        // What a browser fetches ahead must not use the link up.
        if (context.Request.Headers["Sec-Purpose"].ToString().StartsWith("prefetch", StringComparison.Ordinal) || HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var isGood = keys.TryUseLink(link);
        if (isGood)
        {
            SessionCookie.Write(context, keys.BeginSession());
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = isGood ? "/" : "/#/link-used";
    }

    private async Task ChangeSessionAsync(HttpContext context)
    {
        Require(context, HttpMethods.Post, HttpMethods.Delete);
        RequireChange(context);
        if (HttpMethods.IsDelete(context.Request.Method))
        {
            keys.EndSession(SessionCookie.Read(context) ?? "");
            SessionCookie.Delete(context);
        }
        else
        {
            using var body = await ReadAsync(context).ConfigureAwait(false);
            var given = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("token", out var text)
                ? RequestText.Of(text)?.Trim() ?? ""
                : "";
            if (!SecretText.IsSame(given, token) && !keys.TryUseLink(given))
            {
                throw new DashboardException(StatusCodes.Status401Unauthorized, "That is not the token of this service.");
            }

            SessionCookie.Write(context, keys.BeginSession());
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task AnswerDataAsync(HttpContext context, string name)
    {
        if (!RequestOrigin.IsOwnScript(context))
        {
            throw new DashboardException(StatusCodes.Status403Forbidden, "Data of the dashboard is for its own page only.");
        }

        if (SessionCookie.Read(context) is not { } session || !keys.IsSession(session))
        {
            throw new DashboardException(StatusCodes.Status401Unauthorized, "The page has no session; open it with a link of the service, or enter its token.");
        }

        if (HttpMethods.IsPut(context.Request.Method) && name == DashboardData.Faults)
        {
            RequireChange(context);
            using var faults = await ReadAsync(context).ConfigureAwait(false);
            data.SetFaults(faults.RootElement);
        }
        else
        {
            Require(context, HttpMethods.Get);
        }

        // Aside, so that an answer that cannot be completed leaves nothing before the error.
        var body = new ArrayBufferWriter<byte>(InitialAnswerBytes);
        using (var writer = new Utf8JsonWriter(body))
        {
            await data.WriteAsync(writer, name, context.Request.Query, context.RequestAborted).ConfigureAwait(false);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task AnswerFileAsync(HttpContext context, string name)
    {
        Require(context, HttpMethods.Get, HttpMethods.Head);
        if (!await DashboardAssets.TryWriteAsync(context, name).ConfigureAwait(false))
        {
            throw new DashboardException(StatusCodes.Status404NotFound, "The dashboard does not have that file.");
        }
    }

    private static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not <= MaxBodyBytes)
        {
            throw new DashboardException(StatusCodes.Status413PayloadTooLarge, "The request is too large, or does not say how large it is.");
        }

        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw new DashboardException(StatusCodes.Status400BadRequest, $"The request is not JSON: {e.Message}");
        }
    }

    private static void RequireChange(HttpContext context)
    {
        if (!RequestOrigin.IsOwnChange(context))
        {
            throw new DashboardException(StatusCodes.Status403Forbidden, "Only the dashboard's own page can change something.");
        }
    }

    private static void Require(HttpContext context, params string[] methods)
    {
        foreach (var method in methods)
        {
            if (method == context.Request.Method)
            {
                return;
            }
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        throw new DashboardException(StatusCodes.Status405MethodNotAllowed, $"{context.Request.Method} is not possible here.");
    }
}
