using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Routes;

internal static class JsonAnswer
{
    public const string ContentType = "application/json";

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = ContentType;
        using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            write(writer);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public static Task WriteTextAsync(HttpContext context, string text) => WriteAsync(context, w => w.WriteStringValue(text));

    public static Guid Id(HttpContext context)
    {
        var text = (string?)context.Request.RouteValues["id"];
        return Guid.TryParse(text, out var id) ? id : throw ApiException.Invalid($"'{text}' is not a UUID.", "path", "id");
    }
}
