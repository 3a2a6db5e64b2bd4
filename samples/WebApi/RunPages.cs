using System.Globalization;
using System.Text.Encodings.Web;
using GlobusCompute.Remote;
using GlobusCompute.Remote.AspNetCore;
using GlobusCompute.Remote.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace WebApi;

/// <summary>A page on which who is signed in starts runs, and sees their own.</summary>
internal static class RunPages
{
    private const string Path = "/runs";

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).RequireAuthorization();
        pages.MapGet("", Show);
        pages.MapPost("", StartAsync);
    }

    private static async Task<IResult> StartAsync([FromForm] string heights, ComputeClientLease mine, RunList runs, TimeProvider time)
    {
        var values = heights.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var y = Array.ConvertAll(values, static value => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
        if (y.Length is 0 or > 1000 || Array.Exists(y, static number => !double.IsFinite(number)))
        {
            throw new BadHttpRequestException("Send 1 to 1000 numbers.");
        }

        var peaks = mine.CreateProxy<IAnalysis>().FindPeaks([.. Enumerable.Range(0, y.Length).Select(static i => (double)i)], y);

        // Where Globus requires more of the sign-in, this throws, and the user is sent there and back.
        await peaks.Submitted;
        runs.Add(mine.UserId, new RunList.Run(time.GetUtcNow(), string.Join(' ', values), peaks));
        return Results.LocalRedirect(Path);
    }

    private static IResult Show(HttpContext context, ComputeClientLease mine, RunList runs, IAntiforgery antiforgery, GlobusSignInLinks links)
    {
        var form = antiforgery.GetAndStoreTokens(context);
        var token = $"<input type=\"hidden\" name=\"{form.FormFieldName}\" value=\"{Text(form.RequestToken)}\">";
        var list = runs.Of(mine.UserId);
        var rows = list.Select(static run =>
            $"<tr><td>{run.Started:u}</td><td>{Text(run.Heights)}</td><td>{Text(Describe(run))}</td><td><code>{run.Peaks.TaskId}</code></td></tr>");
        var refresh = list.Any(static run => !run.Peaks.IsCompleted) ? "<meta http-equiv=\"refresh\" content=\"1\">" : "";
        return Results.Content(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8">{{refresh}}<title>Runs</title>
            <style>
            body { font-family: sans-serif; margin: 2em }
            td, th { padding: .3em 1em; text-align: left }
            table { border-collapse: collapse }
            tr { border-bottom: 1px solid #ccc }
            </style>
            </head>
            <body>
            <h1>Runs of <span id="user">{{Text(context.User.Identity?.Name)}}</span></h1>
            <form method="post" action="{{Path}}">{{token}}
            <p><label>Heights of a curve <input name="heights" value="1 3 2 5 4"></label> <button>Find peaks</button></p>
            </form>
            <table><thead><tr><th>Started</th><th>Heights</th><th>Peaks</th><th>Task</th></tr></thead><tbody>{{string.Concat(rows)}}</tbody></table>
            <form method="post" action="{{links.SignOut}}">{{token}}<p><button>Sign out</button></p></form>
            </body>
            </html>
            """,
            "text/html; charset=utf-8");
    }

    private static string Describe(RunList.Run run) => run.Peaks switch
    {
        { IsCompletedSuccessfully: true, Result.Length: 0 } => "none",
        { IsCompletedSuccessfully: true } done => string.Join(", ", done.Result.Select(Describe)),
        { IsFaulted: true, Exception.InnerException: TaskExecutionFailedException remote } => $"{remote.RemoteType}: {remote.RemoteMessage}",
        { IsFaulted: true } => "It failed.",
        { IsCanceled: true } => "It was canceled.",
        _ => "…",
    };

    private static string Describe(Peak peak) => string.Create(CultureInfo.InvariantCulture, $"{peak.Height} at {peak.Position}");

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
