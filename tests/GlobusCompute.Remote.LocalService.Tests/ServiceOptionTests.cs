using System.Net;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

public sealed class ServiceOptionTests
{
    private static LocalComputeServiceOptions Options(int workers = 1) => new() { Python = TestService.Python, Workers = workers };

    [Fact]
    public async Task Requests_beyond_the_rate_limit_get_429_and_the_time_to_wait()
    {
        var clock = new ManualTimeProvider();
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            RateLimit = new RequestBudgetOptions { Requests = 3, Window = TimeSpan.FromSeconds(10) },
            TimeProvider = clock,
        });
        using var api = new Api(service);
        for (var i = 0; i < 3; i++)
        {
            await Api.ReadAsync(await api.Http.GetAsync("v2/endpoints"));
        }

        clock.Advance(TimeSpan.FromSeconds(4));
        using var refused = await api.Http.GetAsync("v2/endpoints");
        var (status, _, _) = await Api.ReadErrorAsync(refused);
        clock.Advance(TimeSpan.FromSeconds(6));
        using var accepted = await api.Http.GetAsync("v2/endpoints");

        Assert.Equal(429, status);
        Assert.Equal(TimeSpan.FromSeconds(6), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task Only_allowed_functions_run_and_added_ones_have_the_id_they_were_given()
    {
        var (allowed, other) = (Guid.NewGuid(), Guid.NewGuid());
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            AllowedFunctions = [allowed],
        });
        using var api = new Api(service);
        service.AddFunction(allowed, "f", "def f():\n    return '😀'\n");
        service.AddFunction(other, "f", "def f():\n    return 1\n");

        var task = await api.RunAsync(allowed);
        var refused = await Api.ReadErrorAsync(await api.PostBatchAsync(Api.Batch(other, [Api.NoArguments])));
        var list = await Api.ReadAsync(await api.Http.GetAsync($"v3/endpoints/{service.EndpointId}/allowed_functions"));

        Assert.Equal("11\n\"\\ud83d\\ude00\"", task.GetProperty("result").GetString());
        Assert.Equal((403, "FUNCTION_NOT_PERMITTED"), (refused.Status, refused.Code));
        Assert.Equal(allowed, Assert.Single(list.GetProperty("functions").EnumerateArray()).GetGuid());
    }

    [Fact]
    public async Task A_resource_specification_fails_the_task_unless_it_is_only_a_priority_or_ignored()
    {
        await using var service = await LocalComputeService.StartAsync(Options());
        await using var lenient = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            IgnoreResourceSpecifications = true,
        });

        var refused = await RunWith(service, new JsonObject { ["num_nodes"] = 2 });
        var priority = await RunWith(service, new JsonObject { ["priority"] = 2 });
        var ignored = await RunWith(lenient, new JsonObject { ["num_nodes"] = 2 });

        Assert.Equal("failed", refused.GetProperty("status").GetString());
        Assert.Contains("num_nodes", refused.GetProperty("exception").GetString());
        Assert.Equal("success", priority.GetProperty("status").GetString());
        Assert.Equal("success", ignored.GetProperty("status").GetString());

        static async Task<System.Text.Json.JsonElement> RunWith(LocalComputeService service, JsonObject specification)
        {
            using var api = new Api(service);
            var function = await api.RegisterSourceAsync("f", "def f():\n    return 1\n");
            var body = Api.Batch(function, [Api.NoArguments]);
            body["resource_specification"] = specification;
            var answer = await Api.ReadAsync(await api.PostBatchAsync(body));
            var id = answer.GetProperty("tasks").GetProperty(function.ToString())[0].GetGuid();
            return (await api.FinishAsync([id]))[id];
        }
    }

    [Fact]
    public async Task Finished_tasks_are_forgotten_when_they_are_too_old_or_too_many()
    {
        var clock = new ManualTimeProvider();
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            MaxFinishedTasks = 2,
            ResultRetention = TimeSpan.FromMinutes(1),
            TimeProvider = clock,
        });
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "def f():\n    return 1\n");
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            var id = Assert.Single(await api.SubmitAsync(function, [Api.NoArguments]));
            await api.FinishAsync([id]);
            ids.Add(id);
        }

        var kept = await api.StatusAsync(ids);
        clock.Advance(TimeSpan.FromMinutes(1));
        var later = await api.StatusAsync(ids);

        Assert.Equal(["failed", "success", "success"], ids.Select(id => kept[id].GetProperty("status").GetString()));
        Assert.All(later.Values, t => Assert.Equal("failed", t.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Port_token_and_endpoint_are_as_asked_and_a_port_in_use_is_an_error()
    {
        var endpoint = Guid.NewGuid();
        await using var first = await LocalComputeService.StartAsync(Options());
        var options = new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, Port = first.Url.Port, Token = "secret", EndpointId = endpoint };

        await Assert.ThrowsAsync<IOException>(() => LocalComputeService.StartAsync(options));
        await first.DisposeAsync();
        await using var second = await LocalComputeService.StartAsync(options);

        Assert.Equal((first.Url.Port, "secret", endpoint), (second.Url.Port, second.Token, second.EndpointId));
        Assert.Equal("127.0.0.1", second.Url.Host);
    }

    [Fact]
    public async Task Client_options_carry_address_and_token_and_poll_quickly_without_a_budget()
    {
        await using var service = await LocalComputeService.StartAsync(Options());

        var options = service.CreateClientOptions();

        Assert.Equal(service.Url, options.ServiceUrl);
        Assert.Equal(service.Token, (await options.Credential!.GetTokenAsync(new ComputeTokenContext(), CancellationToken.None)).Token);
        Assert.Null(options.RequestBudget);
        Assert.Equal((5, 100), (options.PollInterval.TotalMilliseconds, options.MaxPollInterval.TotalMilliseconds));
        await service.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => service.CreateClientOptions());
    }

    [Fact]
    public async Task An_option_out_of_its_range_is_named()
    {
        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LocalComputeService.StartAsync(new LocalComputeServiceOptions { Workers = 0 }));

        Assert.Contains("LocalComputeServiceOptions.Workers must be at least 1", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("A=B")]
    [InlineData("A*B")]
    [InlineData("*A")]
    [InlineData("A\0")]
    public async Task What_is_not_the_name_of_a_variable_is_refused(string name)
    {
        var options = new LocalComputeServiceOptions { WorkerEnvironmentVariables = ["LAB_MODE", "LAB_*", name] };

        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LocalComputeService.StartAsync(options));

        Assert.Contains("LocalComputeServiceOptions.WorkerEnvironmentVariables must be names of environment variables", e.Message);
    }
}
