using System.Net;
using System.Text;
using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>The HTML of the pages that people see: plain forms without scripts, all text escaped.</summary>
internal static class Pages
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 1em;color:#111;background:#fff}" +
        "button{font:inherit;display:block;width:100%;margin:.5em 0;padding:.6em;text-align:left;cursor:pointer}" +
        "button:focus-visible{outline:3px solid #06c}code,pre{font-size:1.05em;overflow-wrap:anywhere;white-space:pre-wrap}" +
        ".note{color:#555}";

    public static async Task WriteAsync(HttpContext context, int status, string body)
    {
        Protect(context.Response);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        var html = $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Local Globus Auth</title><style>{Style}</style></head>" +
            $"<body><main>{body}<p class=\"note\">This is the sign-in of a local Compute service. The people are made up.</p></main></body></html>";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Keeps what a page or redirect holds out of caches, frames and the headers of other sites.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    public static string Choose(AuthorizeRequest request, IEnumerable<LocalAuthPerson> people, string signIn)
    {
        var message = request.Session.Message is { } text ? $"<p>{Text(text)}</p>" : "";
        var factor = request.Session.HasMfa ? "<p>The application requires a second factor; choosing a person counts as one.</p>" : "";
        var buttons = people.Select(person => $"<button name=\"person\" value=\"{person.Id}\">{Text(person.Name)} ({Text(person.Username)})</button>");
        return $"<h1>Sign in to {Text(request.Client.Name)}</h1>{message}{factor}" +
            $"<form method=\"post\" action=\"{AuthPaths.SignIn}\">{Hidden(signIn)}<p>Who are you?</p>{string.Concat(buttons)}</form>" +
            Answer(signIn, "deny", "Cancel");
    }

    public static string Consent(AuthorizeRequest request, LocalAuthPerson person, string signIn)
    {
        var scopes = request.Scopes.Select(scope => $"<li>{Text(KnownScopes.Describe(scope))} <span class=\"note\">({Text(scope)})</span></li>");
        var offline = request.IsOffline ? "<p>It may act for you while you are away.</p>" : "";
        var label = request.Label is { } name ? $"<p>The consent is named: {Text(name)}</p>" : "";
        return $"<h1>{Text(request.Client.Name)} asks for your consent</h1>" +
            $"<p>You are {Text(person.Name)} ({Text(person.Username)}). The application would like to:</p><ul>{string.Concat(scopes)}</ul>{offline}{label}" +
            Answer(signIn, "allow", "Allow") + Answer(signIn, "deny", "Deny");
    }

    public static string Code(string code) =>
        $"<h1>You are signed in</h1><p>Copy this code into the application:</p><pre><code id=\"code\">{Text(code)}</code></pre>";

    public static string Failed(string error, string? description) =>
        $"<h1>You are not signed in</h1><p role=\"alert\">{Text(description ?? error)}</p><p>Error: <code>{Text(error)}</code></p>";

    public static string SignedOut(string? uri, string? name) =>
        $"<h1>You are signed out</h1>{(uri is null ? "" : $"<p><a href=\"{Text(uri)}\">Continue to {Text(name ?? uri)}</a></p>")}";

    public static string Problem(string message) => $"<h1>This does not work</h1><p role=\"alert\">{Text(message)}</p>";

    private static string Answer(string signIn, string value, string text) =>
        $"<form method=\"post\" action=\"{AuthPaths.Consent}\">{Hidden(signIn)}<button name=\"answer\" value=\"{value}\">{text}</button></form>";

    private static string Hidden(string signIn) => $"<input type=\"hidden\" name=\"sign_in\" value=\"{Text(signIn)}\">";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
