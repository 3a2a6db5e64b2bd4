using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary><c>gcompute doctor</c> names each thing that calls would fail for, and says what to do.</summary>
public sealed class DoctorTests(ServiceFixture fixture) : IDisposable
{
    private readonly CommandUser _user = new(fixture.Service);

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task All_is_well_with_a_service_that_runs_a_task()
    {
        var output = await _user.SucceedAsync("doctor");

        Assert.All(["tool", "python", "service", "clock", "version", "sign-in", "endpoint", "task"], check => Assert.Matches($"(?m)^ok       {check} +", output));
        Assert.Matches("(?m)^skipped  stream +the service has no stream: results are polled$", output);
        Assert.Matches(@"(?m)^ok       python +Python 3\.\d+\.\d+ \(.+\): dill .*numpy ", output);
        Assert.Matches(@"(?m)^ok       task +answered in .*, queue .*, run .*, worker: Python 3\.\d+\.\d+, dill .*, SDK .*, by polling$", output);
    }

    [Fact]
    public async Task A_machine_without_Python_is_told_that_and_what_needs_it()
    {
        _user.Variables["GCOMPUTE_PYTHON"] = "";
        _user.Folder.AddScript("dotnet", $"exec '{Environment.ProcessPath}' \"$@\"");
        _user.Variables["PATH"] = _user.Folder.Path;
        var (code, findings) = await FindAsync("--no-probe");

        var python = findings["python"];
        Assert.Equal((0, "warning"), (code, State(python)));
        Assert.Contains("install Python 3.9 or later", Advice(python));
        Assert.Contains("Only --local and 'gcompute local' need it.", Advice(python));
        Assert.Equal("skipped", State(findings["task"]));
    }

    [Theory]
    [InlineData(400, "failed", 18, "6:", "ahead of")]
    [InlineData(-60, "warning", 0, "1:00 min", "behind")]
    [InlineData(0, "ok", 0, "agrees", "")]
    public async Task A_wrong_clock_is_named_with_how_much_it_is_off(int seconds, string state, int expected, string off, string side)
    {
        await using var service = await FakeService.StartAsync(clock: -seconds, stream: null);
        var (code, findings) = await service.FindAsync(_user);

        var clock = findings["clock"];
        Assert.Equal((expected, state), (code, State(clock)));
        Assert.Contains(seconds == -60 ? "" : off, Message(clock));
        Assert.Contains(side, Message(clock));
        Assert.Equal(seconds == 0, Advice(clock) is null);
    }

    [Fact]
    public async Task Blocked_ports_of_the_stream_are_named_one_by_one()
    {
        var closed = ClosedPort();
        await using var service = await FakeService.StartAsync(clock: 0, stream: $"amqps://me:secret-word@127.0.0.1:{closed}/");
        var (code, findings) = await service.FindAsync(_user);

        Assert.Equal(0, code);
        Assert.Equal([$"stream-{closed}", "stream-5671", "stream-443", "stream"], findings.Keys.Where(static check => check.StartsWith("stream", StringComparison.Ordinal)));
        Assert.All([$"stream-{closed}", "stream-5671", "stream-443"], check => Assert.Contains("refuses connections on port", Message(findings[check])));
        Assert.Contains("results are polled", Message(findings["stream"]));
        Assert.Contains("on port 443 or 5671", Advice(findings["stream"]));
        Assert.DoesNotContain("secret-word", string.Concat(findings.Values.Select(static finding => finding.GetRawText())));
    }

    [Fact]
    public async Task A_port_that_answers_without_TLS_or_never_is_named()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var service = await FakeService.StartAsync(clock: 0, stream: $"amqps://me:x@127.0.0.1:{port}/");
        var (_, findings) = await service.FindAsync(_user, "--timeout", "1");

        Assert.Equal(("warning", $"127.0.0.1 did not answer on port {port} within 1 seconds"), (State(findings[$"stream-{port}"]), Message(findings[$"stream-{port}"])));
        Assert.Contains("a firewall may block", Advice(findings[$"stream-{port}"]));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_named_and_what_depends_on_it_is_skipped()
    {
        _user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "expired";
        var (code, findings) = await FindAsync();

        Assert.Equal((18, "failed"), (code, State(findings["sign-in"])));
        Assert.Contains("the service refuses the access token (401 Unauthorized): it has expired", Message(findings["sign-in"]));
        Assert.Contains("run 'gcompute login'", Advice(findings["sign-in"]));
        Assert.All(["stream", "endpoint", "task"], check => Assert.Equal("skipped", State(findings[check])));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        var (code, findings) = await FindAsync("--service", $"http://127.0.0.1:{ClosedPort()}/");
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Contains("127.0.0.1 refuses connections on port", Message(findings["service"]));

        (code, findings) = await FindAsync("--service", "https://compute.invalid/");
        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Equal("the name compute.invalid cannot be resolved", Message(findings["service"]));
    }

    [Theory]
    [InlineData("<html>Sign in to the network</html>")]
    [InlineData("")]
    [InlineData("[1]")]
    public async Task What_answers_in_the_place_of_the_service_is_named(string answer)
    {
        await using var service = await FakeService.StartAsync(clock: 0, stream: null, version: answer);
        var (code, findings) = await service.FindAsync(_user);

        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Equal("127.0.0.1 answered, but not as a service of Globus Compute does", Message(findings["service"]));
        Assert.Contains("a network that asks for a sign-in answers in its place", Advice(findings["service"]));
        Assert.All(["version", "sign-in", "stream"], check => Assert.Equal("skipped", State(findings[check])));
    }

    [Fact]
    public async Task Too_many_requests_are_named_and_are_not_a_network_that_fails()
    {
        await using var service = await FakeService.StartAsync(clock: 0, stream: null, status: 429);
        var (code, findings) = await service.FindAsync(_user);
        var (listed, output, error) = await _user.RunAsync("endpoint", "list", "--service", service.Url.AbsoluteUri);

        Assert.Equal((18, "failed"), (code, State(findings["service"])));
        Assert.Equal("more requests were sent than the service takes: wait a minute, then try again", Advice(findings["service"]));
        Assert.Equal((14, ""), (listed, output));
        Assert.Matches(@"^gcompute endpoint list: GET /v2/endpoints did not succeed in 3 attempts: .* 429 .* More requests were sent than the service takes: wait a minute, then try again\.\n$", error);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_named()
    {
        var (code, findings) = await FindAsync("--endpoint", "0d4473ef-0b7a-45dc-bfd3-4220c622d991");
        Assert.Equal((18, "failed"), (code, State(findings["endpoint"])));
        Assert.Contains("gcompute endpoint list --all", Advice(findings["endpoint"]));
    }

    internal static string? State(JsonElement finding) => finding.GetProperty("state").GetString();

    internal static string? Message(JsonElement finding) => finding.GetProperty("message").GetString();

    internal static string? Advice(JsonElement finding) => finding.GetProperty("advice").GetString();

    private static int ClosedPort()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        return ((IPEndPoint)nobody.LocalEndpoint).Port;
    }

    private Task<(int Code, Dictionary<string, JsonElement> Findings)> FindAsync(params string[] more) => FindAsync(_user, more);

    internal static async Task<(int Code, Dictionary<string, JsonElement> Findings)> FindAsync(CommandUser user, params string[] more)
    {
        var (code, output, _) = await user.RunAsync(["doctor", "--json", .. more]);
        return (code, JsonSchema.ParseLines(output, "finding").ToDictionary(static finding => finding.GetProperty("check").GetString()!));
    }

    /// <summary>A service that answers what the checks ask, with a clock and a stream of the test's choice.</summary>
    internal sealed class FakeService : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private FakeService(WebApplication app) => _app = app;

        public int Port => new Uri(_app.Urls.Single()).Port;

        public Uri Url => new(_app.Urls.Single());

        public static async Task<FakeService> StartAsync(int clock, string? stream, string version = "\"1.2.3\"", int status = 200)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(context =>
            {
                context.Response.Headers.Date = DateTimeOffset.UtcNow.AddSeconds(clock).ToString("r", CultureInfo.InvariantCulture);
                context.Response.ContentType = "application/json";
                context.Response.StatusCode = status;
                return context.Request.Path.Value switch
                {
                    "/v2/version" => context.Response.WriteAsync(version),
                    "/v2/endpoints" => context.Response.WriteAsync("[]"),
                    "/v2/get_amqp_result_connection_url" when stream is not null =>
                        context.Response.WriteAsync(JsonSerializer.Serialize(new { queue_prefix = "q_", connection_url = stream })),
                    _ => Refuse(context),
                };
            });
            await app.StartAsync();
            return new FakeService(app);
        }

        public Task<(int Code, Dictionary<string, JsonElement> Findings)> FindAsync(CommandUser user, params string[] more)
        {
            user.Variables["GLOBUS_COMPUTE_ACCESS_TOKEN"] = "x";
            File.Delete(user.Folder.File("config/profiles.json"));
            return DoctorTests.FindAsync(user, ["--service", _app.Urls.Single(), "--no-probe", .. more]);
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private static Task Refuse(HttpContext context)
        {
            context.Response.StatusCode = 501;
            return Task.CompletedTask;
        }
    }
}
