using System.Collections.Concurrent;
using System.Net;
using GlobusCompute.Remote.LocalService;
using Microsoft.AspNetCore.TestHost;

namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>A person's browser: it keeps cookies, by whatever clock, and shows each redirect.</summary>
internal sealed class Browser(TestServer server) : IDisposable
{
    private readonly HttpClient _http = new(server.CreateHandler()) { BaseAddress = server.BaseAddress };

    /// <summary>The cookies by name.</summary>
    public ConcurrentDictionary<string, string> Cookies { get; } = new();

    /// <summary>The headers with which cookies were set.</summary>
    public ConcurrentQueue<string> SetCookies { get; } = new();

    public Task<HttpResponseMessage> GoAsync(string url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Accept", "text/html" } } });

    /// <summary>Requests as a script of a page does.</summary>
    public Task<HttpResponseMessage> FetchAsync(string url, HttpMethod? method = null) =>
        SendAsync(new HttpRequestMessage(method ?? HttpMethod.Get, url) { Headers = { { "Accept", "application/json" } } });

    public async Task<string> ReadAsync(string url)
    {
        using var page = await GoAsync(url);
        return page.StatusCode == HttpStatusCode.OK ? await page.Content.ReadAsStringAsync() : $"{(int)page.StatusCode} {page.Headers.Location}";
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (!Cookies.IsEmpty)
            {
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(static cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var response = await _http.SendAsync(request);
            foreach (var header in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                SetCookies.Enqueue(header);
                var (name, value) = (header[..header.IndexOf('=')], header[(header.IndexOf('=') + 1)..header.IndexOf(';')]);
                if (value.Length == 0)
                {
                    Cookies.TryRemove(name, out _);
                }
                else
                {
                    Cookies[name] = value;
                }
            }

            return response;
        }
    }

    /// <summary>Opens a page that sends to Globus, signs in there, and gives what the app answers to the way back.</summary>
    public async Task<HttpResponseMessage> SignInAsync(LocalAuth auth, string person, string page = "/globus/sign-in", bool consent = true) =>
        await GoAsync((await auth.SignInAsync(await GetAuthorizeUrlAsync(page), person, consent)).AbsoluteUri);

    /// <summary>Opens a page that sends to Globus, and gives the address there.</summary>
    public async Task<Uri> GetAuthorizeUrlAsync(string page = "/globus/sign-in")
    {
        using var challenge = await GoAsync(page);
        return challenge.StatusCode == HttpStatusCode.Redirect ? challenge.Headers.Location!
            : throw new InvalidOperationException($"{page} answers {challenge.StatusCode}: {await challenge.Content.ReadAsStringAsync()}");
    }

    public async Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields) => await SendAsync(
        new HttpRequestMessage(HttpMethod.Post, url)
        {
            Headers = { { "Accept", "text/html" } },
            Content = new FormUrlEncodedContent(fields.Select(static field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public async Task<HttpResponseMessage> SignOutAsync() =>
        await PostAsync("/globus/sign-out", ("__RequestVerificationToken", await ReadAsync("/form")));

    public void Dispose() => _http.Dispose();
}
