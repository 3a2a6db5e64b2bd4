using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard;

/// <summary>The files of the page, which are in the assembly and hold nothing secret.</summary>
internal static class DashboardAssets
{
    public const string Page = "index.html";

    private const string Prefix = "Dashboard/";

    private static readonly FrozenDictionary<string, byte[]> s_files = Load();

    /// <summary>The names of the files.</summary>
    public static IEnumerable<string> Names => s_files.Keys;

    /// <summary>Answers with a file; false if there is none of that name.</summary>
    public static async Task<bool> TryWriteAsync(HttpContext context, string name)
    {
        if (!s_files.TryGetValue(name, out var bytes))
        {
            return false;
        }

        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }

        return true;
    }

    private static FrozenDictionary<string, byte[]> Load()
    {
        var assembly = typeof(DashboardAssets).Assembly;
        return assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            static name => name[Prefix.Length..],
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return bytes;
            });
    }
}
