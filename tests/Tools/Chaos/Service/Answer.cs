using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>Writes answers, good and bad.</summary>
internal static class Answer
{
    public static Task JsonAsync(HttpContext context, string json, int status = 200) =>
        BytesAsync(context, Encoding.UTF8.GetBytes(json), "application/json", status);

    public static Task ErrorAsync(HttpContext context, int status, string code, string detail, int? retryAfter = null)
    {
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonAsync(
            context,
            $$"""{"status":"Failed","code":"{{code}}","error_args":[],"http_status_code":{{status}},"detail":"{{detail}}","reason":"{{detail}}"}""",
            status);
    }

    /// <summary>What machines on the way say: not JSON.</summary>
    public static Task PageAsync(HttpContext context, int status) =>
        BytesAsync(context, "<html><body><h1>\xFF\xFEThis page is down</h1></body></html>"u8.ToArray(), "text/html", status);

    /// <summary>A good status with anything at all.</summary>
    public static Task GarbageAsync(HttpContext context, int which) => (which % 6) switch
    {
        0 => BytesAsync(context, [0xFF, 0xFE, 0x00, (byte)'{', 0xC3], "application/json", 200),
        1 => JsonAsync(context, ""),
        2 => JsonAsync(context, "[[[["),
        3 => JsonAsync(context, """{"tasks": 7, "results": [], "response": null}"""),
        4 => JsonAsync(context, """{"tasks": {"no-id": ["neither"]}, "results": {"no-id": 3}}"""),
        _ => PageAsync(context, 200),
    };

    /// <summary>An answer that ends in its middle.</summary>
    public static async Task TruncatedAsync(HttpContext context, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task BytesAsync(HttpContext context, byte[] bytes, string type, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }
}
