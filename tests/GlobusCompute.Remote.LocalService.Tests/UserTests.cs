using System.Net;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Tests of apps with many users see who called.</summary>
public sealed class UserTests
{
    private static readonly LocalComputeUser s_alice = new("alice@example.org", "token-of-alice");
    private static readonly LocalComputeUser s_bob = new("bob@example.org", "token-of-bob");

    [Fact]
    public async Task Each_task_and_request_is_of_the_user_whose_token_it_came_with()
    {
        using var loggers = new CapturingLoggers();
        await using var service = await StartAsync([s_alice, s_bob], loggers);
        await using var own = service.CreateClient();
        await using var alice = ClientOf(service, s_alice);
        await using var bob = ClientOf(service, s_bob);
        (string User, ComputeClient Client)[] clients = [("alice@example.org", alice), ("bob@example.org", bob), (LocalComputeService.DefaultUser, own)];

        var calls = clients.SelectMany(c => Calls(c.Client, service).Select(call => (c.User, Call: call))).ToList();
        await Task.WhenAll(calls.Select(c => c.Call));

        var tasks = service.GetTasks();
        Assert.Equal(calls.Count, tasks.Count);
        var users = tasks.ToDictionary(task => task.TaskId, task => task.User);
        Assert.All(calls, c => Assert.Equal(c.User, users[c.Call.TaskId!.Value]));
        Assert.All(tasks.GroupBy(task => task.RequestId), request => Assert.Single(request.Select(task => task.User).Distinct()));
        foreach (var request in tasks.GroupBy(task => task.RequestId))
        {
            var line = $"{request.First().User} submitted {request.Count()} tasks in request {request.Key},";
            Assert.Single(loggers.Lines, l => l.Level == LogLevel.Debug && l.Text.StartsWith(line, StringComparison.Ordinal));
        }

        Assert.All(tasks, task => Assert.Contains(loggers.Lines, l => l.Text == $"Task {task.TaskId} of {task.User}, from request {task.RequestId}, is accepted."));
        Assert.Contains(loggers.Lines, l => l.Text == "POST /v3/functions of bob@example.org: 200");
        Assert.DoesNotContain(loggers.Lines, l => l.Text.Contains(s_alice.Token, StringComparison.Ordinal) || l.Text.Contains(service.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tasks_tell_their_user_in_every_state()
    {
        await using var service = await StartAsync([s_alice]);
        using var alice = new Api(service, s_alice.Token);
        var f = await alice.RegisterSourceAsync("f", "def f():\n    return 1\n");
        var linger = await alice.RegisterSourceAsync("linger", "import time\ndef linger():\n    time.sleep(600)\n");
        var done = await alice.SubmitAsync(f, [Api.NoArguments]);
        await alice.FinishAsync(done);
        var running = await alice.SubmitAsync(linger, [Api.NoArguments]);
        await alice.ReachAsync(running, "running");
        await alice.SubmitAsync(f, [Api.NoArguments]);

        var tasks = service.GetTasks();
        var statistics = service.GetTaskStatistics();

        Assert.Equal([true, false, false], tasks.Select(task => task.FinishedAt is not null));
        Assert.Equal([true, true, false], tasks.Select(task => task.StartedAt is not null));
        Assert.All([.. tasks, .. statistics.Running, .. statistics.RecentlyFinished], task => Assert.Equal("alice@example.org", task.User));
        Assert.Equal(3, tasks.Select(task => task.RequestId).Distinct().Count());
    }

    [Theory]
    [InlineData("token-of-alice", HttpStatusCode.OK)]
    [InlineData("token-of-bob", HttpStatusCode.Unauthorized)]
    [InlineData("Token-of-alice", HttpStatusCode.Unauthorized)]
    [InlineData("alice@example.org", HttpStatusCode.Unauthorized)]
    public async Task Only_known_tokens_are_let_in(string token, HttpStatusCode expected)
    {
        await using var service = await StartAsync([s_alice]);
        using var api = new Api(service, token);
        using var own = new Api(service);

        Assert.Equal(expected, (await api.Http.GetAsync("v2/authenticate")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.Http.GetAsync("v2/authenticate")).StatusCode);
    }

    [Fact]
    public async Task A_user_may_have_several_tokens()
    {
        await using var service = await StartAsync([s_alice, new("alice@example.org", "renewed")]);

        foreach (var token in (string[])["token-of-alice", "renewed"])
        {
            using var api = new Api(service, token);
            await api.RunAsync(await api.RegisterSourceAsync("f", "def f():\n    return 1\n"));
        }

        Assert.Equal(["alice@example.org", "alice@example.org"], service.GetTasks().Select(task => task.User));
    }

    [Theory]
    [InlineData("", "t", "names")]
    [InlineData(" ", "t", "names")]
    [InlineData("a\nb", "t", "names")]
    [InlineData("a", "", "visible ASCII")]
    [InlineData("a", "x y", "visible ASCII")]
    [InlineData("a", "token-of-alice", "differ")]
    [InlineData("a", "own", "differ")]
    [InlineData(null, null, "not null")]
    public async Task Users_without_name_or_token_of_their_own_are_refused(string? name, string? token, string reason)
    {
        var options = new LocalComputeServiceOptions { Token = "own", Users = [s_alice, name is null ? null! : new(name, token!)] };

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LocalComputeService.StartAsync(options));

        Assert.StartsWith("LocalComputeServiceOptions.Users must be ", e.Message);
        Assert.Contains(reason, e.Message);
        Assert.DoesNotContain("token-of-alice", e.Message);
    }

    private static IEnumerable<ComputeFuture<int>> Calls(ComputeClient client, LocalComputeService service)
    {
        var calls = client.CreateExecutor(service.EndpointId).CreateProxy<ICalls>();
        return [.. Enumerable.Range(0, 20).Select(calls.Double)];
    }

    private static ComputeClient ClientOf(LocalComputeService service, LocalComputeUser user) =>
        new(new ComputeClientOptions(service.CreateClientOptions()) { Credential = new ComputeAccessTokenCredential(user.Token) });

    private static Task<LocalComputeService> StartAsync(IReadOnlyCollection<LocalComputeUser> users, ILoggerFactory? loggers = null) =>
        LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, Users = users, LoggerFactory = loggers });
}
