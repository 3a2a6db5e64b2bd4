using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.LocalService;
using Xunit;

namespace LocalService.Dashboard.Browser.Tests;

/// <summary>Submits many tasks in few requests, as a client does, and waits for nothing.</summary>
internal sealed class Functions : IDisposable
{
    private const string NoArguments = "5\n11\n[]5\n11\n{}";

    private readonly LocalComputeService _service;
    private readonly HttpClient _http;

    public Functions(LocalComputeService service, string? token = null)
    {
        _service = service;
        _http = new HttpClient { BaseAddress = service.Url };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("globus-compute-sdk-4.15.0");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? service.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string Arguments(string args, string kwargs = "{}") => $"{args.Length + 3}\n11\n{args}{kwargs.Length + 3}\n11\n{kwargs}";

    public Guid Add(string name, string source)
    {
        var id = Guid.NewGuid();
        _service.AddFunction(id, name, source);
        return id;
    }

    public async Task<IReadOnlyList<Guid>> SubmitAsync(Guid function, int count = 1, string arguments = NoArguments)
    {
        var body = JsonSerializer.Serialize(new
        {
            create_queue = false,
            tasks = new Dictionary<string, string[]> { [function.ToString()] = [.. Enumerable.Repeat(arguments, count)] },
            result_serializers = new[] { "globus_compute_sdk.serialize.JSONData" },
        });
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync($"v3/endpoints/{_service.EndpointId}/submit", content, Token);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return [.. document.RootElement.GetProperty("tasks").GetProperty(function.ToString()).EnumerateArray().Select(static id => id.GetGuid())];
    }

    public void Dispose() => _http.Dispose();
}
