using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GlobusCompute.Remote.Hosting;
using GlobusCompute.Remote.LocalService;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace WebApi.Tests;

/// <summary>The sample as its callers see it, with real Python.</summary>
public sealed class WebApiTests(WebApiFactory app) : IClassFixture<WebApiFactory>
{
    private static readonly object s_line = new { x = (double[])[0, 1, 2], y = (double[])[1, 3, 5] };
    private static readonly object s_curve = new { x = (double[])[0, 1, 2], y = (double[])[1, 3, 2], threshold = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_is_fitted_once_for_equal_requests()
    {
        using var http = app.CreateClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(http, "/fits", s_line)));

        Assert.All(answers, static answer => Assert.Equal((HttpStatusCode.OK, 2), (answer.Status, answer.Json.GetProperty("slope").GetDouble())));
        Assert.Single(app.Service.GetTasks(), static task => task.FunctionName == "fit_line" && task.User == LocalComputeService.DefaultUser);
    }

    [Fact]
    public async Task What_the_function_raises_is_the_problem_that_the_caller_reads()
    {
        using var http = app.CreateClient();

        var (status, problem) = await PostAsync(http, "/peaks", new { x = (double[])[1], y = (double[])[] });

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "ValueError", "x has 1 values and y has 0"),
            (status, problem.GetProperty("title").GetString(), problem.GetProperty("detail").GetString()));
        Assert.True(problem.GetProperty("taskId").TryGetGuid(out _));
    }

    [Fact]
    public async Task Each_user_calls_with_a_token_of_their_own()
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var user in (string[])["ada", "grace"])
        {
            using var http = app.CreateClient();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"token-of-{user}");
            var (status, answer) = await PostAsync(http, "/my/peaks", s_curve);
            Assert.Equal((HttpStatusCode.OK, 3), (status, answer.GetProperty("peaks")[0].GetProperty("height").GetDouble()));
            ids[user] = answer.GetProperty("taskId").GetGuid();
        }

        Assert.All(ids, pair => Assert.Equal(pair.Key, app.Service.GetTasks().Single(task => task.TaskId == pair.Value).User));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer a-token-that-nobody-has")]
    public async Task Who_has_no_good_token_is_refused(string? authorization)
    {
        using var http = app.CreateClient();
        if (authorization is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        var (status, problem) = await PostAsync(http, "/my/peaks", s_curve);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain("nobody-has", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_is_healthy_and_says_what_it_can_do()
    {
        using var http = app.CreateClient();

        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("/health", UriKind.Relative), Token));
        Assert.Contains("POST /fits", await http.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}

/// <summary>The app in this process, as in development.</summary>
public sealed class WebApiFactory : WebApplicationFactory<Program>
{
    public LocalComputeService Service => Services.GetRequiredService<LocalComputeServiceHost>().Service!;

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseEnvironment("Development").UseSetting("GlobusCompute:LocalService:Python", "/usr/bin/python3");
}
