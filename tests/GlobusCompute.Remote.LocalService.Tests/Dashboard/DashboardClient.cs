using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Dashboard;

/// <summary>Asks for the dashboard as the script of its page does.</summary>
internal sealed class DashboardClient : IDisposable
{
    private readonly CookieContainer _cookies = new();

    public DashboardClient(LocalComputeService service)
    {
        Service = service;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = service.Url };
    }

    public LocalComputeService Service { get; }

    public HttpClient Http { get; }

    public string Origin => Service.Url.GetLeftPart(UriPartial.Authority);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a client with a session.</summary>
    public static async Task<DashboardClient> OpenAsync(LocalComputeService service)
    {
        var client = new DashboardClient(service);
        using var answer = await client.Http.GetAsync(service.CreateDashboardLink(), Token);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return client;
    }

    public HttpRequestMessage Request(HttpMethod method, string path, object? body = null, string? origin = null, string? site = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-GCompute-Dashboard", "1");
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Origin", origin ?? Origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        request.Content = body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? origin = null, string? site = null)
    {
        using var request = Request(method, path, body, origin, site);
        return await Http.SendAsync(request, Token);
    }

    /// <summary>Reads the data of a view.</summary>
    public async Task<JsonElement> ReadAsync(string view)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"dashboard/data/{view}");
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public void Dispose() => Http.Dispose();
}
