using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GlobusCompute.Remote.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace WebApi.Tests;

/// <summary>The sample as its callers see it, without Python: what the app makes of each outcome.</summary>
public sealed class WebApiWithFakeTests : IAsyncDisposable
{
    private static readonly object s_curve = new { x = (double[])[0, 1, 2], y = (double[])[1, 3, 2], threshold = 1 };

    private readonly FakeFactory _app = new();
    private readonly FakeCompute _fake;

    public WebApiWithFakeTests() => _fake = _app.Services.GetRequiredService<FakeCompute>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Peaks_are_what_the_function_returns()
    {
        _fake.Setup((IAnalysis x) => x.FindPeaks(default!, default!, default)).Returns([new Peak(1, 3)]);

        var (status, answer) = await PostAsync("/peaks");

        Assert.Equal((HttpStatusCode.OK, 3), (status, answer[0].GetProperty("height").GetDouble()));
        Assert.Equal("IAnalysis.FindPeaks([0.0, 1.0, 2.0], [1.0, 3.0, 2.0], threshold=1.0)", Assert.Single(_fake.Calls).ToString());
    }

    [Fact]
    public async Task A_line_is_fitted_once_for_equal_requests()
    {
        _fake.Setup((IAnalysis x) => x.FitLine(default!, default!)).Returns(new LineFit(1, 2, 0));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(2, (await PostAsync("/fits")).Json.GetProperty("slope").GetDouble());
        }

        Assert.Single(_fake.Calls);
    }

    [Fact]
    public async Task What_the_function_raises_is_the_problem_that_the_caller_reads()
    {
        _fake.Setup((IAnalysis x) => x.FindPeaks(default!, default!, default)).Raises("ValueError", "no points");

        var (status, problem) = await PostAsync("/peaks");

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "ValueError", "no points"),
            (status, problem.GetProperty("title").GetString(), problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_refusal_of_the_service_is_passed_on_without_its_reason()
    {
        _fake.Setup((IAnalysis x) => x.FindPeaks(default!, default!, default)).IsRefused(HttpStatusCode.Forbidden, "not this app");

        var (status, problem) = await PostAsync("/peaks");

        Assert.Equal((HttpStatusCode.Forbidden, "Globus Compute refuses the call."), (status, problem.GetProperty("title").GetString()));
        Assert.DoesNotContain("not this app", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_cannot_be_had_now_is_no_mistake_of_the_caller()
    {
        _fake.Setup((IAnalysis x) => x.FindPeaks(default!, default!, default)).LosesResult();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync("/peaks")).Status);
    }

    [Fact]
    public async Task Each_user_calls_with_a_client_of_their_own()
    {
        _fake.Setup((IAnalysis x) => x.FindPeaks(default!, default!, default)).Returns([]);

        var (_, ada) = await PostAsync("/my/peaks", "token-of-ada");
        var (_, grace) = await PostAsync("/my/peaks", "token-of-grace");

        Assert.Equal(2, _fake.Calls.Select(static call => call.ClientName).Distinct().Count());
        Assert.Equal(_fake.Calls.Select(static call => call.TaskId), [ada.GetProperty("taskId").GetGuid(), grace.GetProperty("taskId").GetGuid()]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("/my/peaks")).Status);
    }

    [Theory]
    [InlineData("online", "Healthy")]
    [InlineData("offline", "Degraded")]
    public async Task The_health_of_the_app_is_that_of_its_endpoint(string endpoint, string expected)
    {
        _fake.EndpointStatus = endpoint;

        using var http = _app.CreateClient();
        Assert.Equal(expected, await http.GetStringAsync(new Uri("/health", UriKind.Relative), Token));
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string path, string? token = null)
    {
        using var http = _app.CreateClient();
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.PostAsJsonAsync(path, s_curve, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    /// <summary>The app in this process, as in production, with a fake in place of the service.</summary>
    private sealed class FakeFactory : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            builder.UseEnvironment("Production").ConfigureTestServices(static services => services.AddGlobusComputeFake());
    }
}
