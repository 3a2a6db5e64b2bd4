using System.Net;
using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Goes through the pages of a sign-in as a person with a browser does.</summary>
internal static partial class PageBrowser
{
    /// <exception cref="InvalidOperationException">A page refuses to go on. The message is what it says.</exception>
    public static async Task<Uri> SignInAsync(Uri authorizeUrl, string person, bool consent, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, UseProxy = false };
        using var http = new HttpClient(handler);
        using var first = await http.GetAsync(authorizeUrl, cancellationToken).ConfigureAwait(false);
        if (first.Headers.Location is { } refused)
        {
            return new Uri(authorizeUrl, refused);
        }

        var signIn = await ReadAsync(first, cancellationToken).ConfigureAwait(false);
        using var second = await PostAsync(http, new Uri(authorizeUrl, "/v2/web/sign-in"), signIn, "person", person, cancellationToken).ConfigureAwait(false);
        signIn = await ReadAsync(second, cancellationToken).ConfigureAwait(false);
        var answer = consent ? "allow" : "deny";
        using var third = await PostAsync(http, new Uri(authorizeUrl, "/v2/web/consent"), signIn, "answer", answer, cancellationToken).ConfigureAwait(false);
        return third.Headers.Location is { } location
            ? new Uri(authorizeUrl, location)
            : throw new InvalidOperationException(Describe(third, await third.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient http, Uri url, string signIn, string name, string value, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([new("sign_in", signIn), new(name, value)]);
        return await http.PostAsync(url, form, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage page, CancellationToken cancellationToken)
    {
        var html = await page.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return page.StatusCode == HttpStatusCode.OK && SignIn().Match(html) is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : throw new InvalidOperationException(Describe(page, html));
    }

    private static string Describe(HttpResponseMessage page, string html) =>
        $"The sign-in page answers {(int)page.StatusCode}: {WebUtility.HtmlDecode(Problem().Match(html).Groups[1].Value)}";

    [GeneratedRegex("name=\"sign_in\" value=\"([^\"]*)\"")]
    private static partial Regex SignIn();

    [GeneratedRegex("<p role=\"alert\">([^<]*)</p>")]
    private static partial Regex Problem();
}
