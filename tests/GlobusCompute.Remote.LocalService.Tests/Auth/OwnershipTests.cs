using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Auth;

/// <summary>With a Globus Auth, each user sees and uses their own things and what is public.</summary>
public sealed class OwnershipTests(AuthService shared)
{
    private const string Source = "def f():\n    return 7\n";

    private LocalComputeService Service => shared.Service;

    [Fact]
    public async Task A_function_is_its_owners_unless_it_is_public()
    {
        using var alice = User("alice@example.org");
        using var bob = User("bob@example.org");
        var own = await alice.RegisterSourceAsync("f", Source);
        var open = await RegisterPublicAsync(alice);

        Assert.Equal("7", Data(await alice.RunAsync(own)));
        Assert.Equal("7", Data(await bob.RunAsync(open)));
        Assert.Equal((403, "FUNCTION_ACCESS_FORBIDDEN"), await ErrorAsync(bob.PostBatchAsync(Api.Batch(own, [Api.NoArguments]))));
        Assert.Equal((403, "FUNCTION_ACCESS_FORBIDDEN"), await ErrorAsync(bob.Http.GetAsync($"v2/functions/{own}")));
        Assert.Equal((403, "FUNCTION_ACCESS_FORBIDDEN"), await ErrorAsync(bob.Http.DeleteAsync($"v2/functions/{own}")));
        Assert.Equal((403, "FUNCTION_ACCESS_FORBIDDEN"), await ErrorAsync(bob.Http.DeleteAsync($"v2/functions/{open}")));
        Assert.Equal(HttpStatusCode.OK, (await bob.Http.GetAsync($"v2/functions/{open}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await alice.Http.DeleteAsync($"v2/functions/{own}")).StatusCode);
    }

    [Fact]
    public async Task The_functions_of_the_service_itself_are_public_and_nobodys()
    {
        var id = Guid.NewGuid();
        Service.AddFunction(id, "f", Source);
        using var bob = User("bob@example.org");

        Assert.Equal("7", Data(await bob.RunAsync(id)));
        Assert.Equal((403, "FUNCTION_ACCESS_FORBIDDEN"), await ErrorAsync(bob.Http.DeleteAsync($"v2/functions/{id}")));
    }

    [Fact]
    public async Task Tasks_and_task_groups_are_their_owners()
    {
        using var alice = User("alice@example.org");
        using var bob = User("bob@example.org");
        var group = Guid.NewGuid();
        var task = (await alice.SubmitAsync(await alice.RegisterSourceAsync("f", Source), [Api.NoArguments], group: group)).Single();
        await alice.FinishAsync([task]);
        var hello = new Guid("b0a5d1a0-2b22-4381-b899-ba73321e41e0");

        Assert.Equal((404, "TASK_NOT_FOUND"), await ErrorAsync(bob.Http.GetAsync($"v2/tasks/{task}")));
        Assert.Equal((403, "TASK_GROUP_ACCESS_FORBIDDEN"), await ErrorAsync(bob.Http.GetAsync($"v2/taskgroup/{group}")));
        Assert.Equal((403, "TASK_GROUP_ACCESS_FORBIDDEN"), await ErrorAsync(bob.PostBatchAsync(Api.Batch(hello, [Api.NoArguments], group: group))));
        Assert.Equal($"Task {task} could not be found.", (await bob.StatusAsync([task]))[task].GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.OK, (await alice.Http.GetAsync($"v2/taskgroup/{group}")).StatusCode);
        Assert.Equal("success", (await alice.StatusAsync([task]))[task].GetProperty("status").GetString());
        Assert.Equal("alice@example.org", Service.GetTasks().Single(snapshot => snapshot.TaskId == task).User);
    }

    [Fact]
    public async Task The_same_person_with_another_token_is_the_same_owner()
    {
        using var first = User("alice@example.org");
        using var second = User("alice@example.org");

        Assert.Equal("7", Data(await second.RunAsync(await first.RegisterSourceAsync("f", Source))));
    }

    [Fact]
    public async Task The_endpoint_is_public_and_its_owner_alone_can_change_it()
    {
        using var alice = User("alice@example.org");
        using var own = new Api(Service);

        var facts = await Api.ReadAsync(await alice.Http.GetAsync($"v2/endpoints/{Service.EndpointId}"));
        Assert.True(facts.GetProperty("public").GetBoolean());
        Assert.Equal(0, (await Api.ReadAsync(await alice.Http.GetAsync("v2/endpoints"))).GetArrayLength());
        Assert.Equal(1, (await Api.ReadAsync(await alice.Http.GetAsync("v2/endpoints?role=any"))).GetArrayLength());
        Assert.Equal(1, (await Api.ReadAsync(await own.Http.GetAsync("v2/endpoints"))).GetArrayLength());
        Assert.Equal((403, "ENDPOINT_ACCESS_FORBIDDEN"), await ErrorAsync(alice.Http.DeleteAsync($"v2/endpoints/{Service.EndpointId}")));
        Assert.Equal((403, "ENDPOINT_ACCESS_FORBIDDEN"), await ErrorAsync(alice.Http.PostAsync($"v3/endpoints/{Service.EndpointId}/lock", null)));
        Assert.Equal(HttpStatusCode.OK, (await own.Http.PostAsync($"v3/endpoints/{Service.EndpointId}/lock", null)).StatusCode);
    }

    [Fact]
    public async Task A_private_endpoint_runs_tasks_of_its_owner_alone()
    {
        await using var service = await AuthService.StartAsync(options => options.AuthOptions = new LocalAuthOptions
        {
            People = [new("dora@example.org", "Dora"), new("emil@example.org", "Emil")],
            EndpointOwner = "dora@example.org",
            IsEndpointPublic = false,
        });
        using var dora = new Api(service, service.Auth!.IssueAccessToken("dora@example.org"));
        using var emil = new Api(service, service.Auth.IssueAccessToken("emil@example.org"));
        var hello = new Guid("b0a5d1a0-2b22-4381-b899-ba73321e41e0");
        var path = $"v2/endpoints/{service.EndpointId}";

        Assert.Equal("Hello World!", Data(await dora.RunAsync(hello)).Trim('"'));
        var facts = await Api.ReadAsync(await dora.Http.GetAsync(path));
        Assert.Equal((service.Auth.People[0].Id, false), (facts.GetProperty("owner").GetGuid(), facts.GetProperty("public").GetBoolean()));
        Assert.Equal((403, "ENDPOINT_ACCESS_FORBIDDEN"), await ErrorAsync(emil.PostBatchAsync(Api.Batch(hello, [Api.NoArguments]))));
        foreach (var route in (string[])[path, $"{path}/status", $"v3/endpoints/{service.EndpointId}/allowed_functions"])
        {
            Assert.Equal((403, "ENDPOINT_ACCESS_FORBIDDEN"), await ErrorAsync(emil.Http.GetAsync(route)));
        }

        Assert.Equal(0, (await Api.ReadAsync(await emil.Http.GetAsync("v2/endpoints?role=any"))).GetArrayLength());
    }

    [Fact]
    public async Task A_token_for_another_service_is_not_one_for_Compute()
    {
        var tokens = await shared.Client.GetTokensAsync(changes: ("scope", $"openid {AuthClient.Transfer}"));

        foreach (var token in tokens.Values)
        {
            using var api = new Api(Service, token.Access);
            Assert.Equal((403, "INSUFFICIENT_AUTH_SCOPE"), await ErrorAsync(api.Http.GetAsync("v2/authenticate")));
        }
    }

    private static string Data(System.Text.Json.JsonElement task) => task.GetProperty("result").GetString()!.Split('\n')[^1];

    private static async Task<(int Status, string Code)> ErrorAsync(Task<HttpResponseMessage> answer)
    {
        var (status, code, _) = await Api.ReadErrorAsync(await answer);
        return (status, code);
    }

    private static async Task<Guid> RegisterPublicAsync(Api api)
    {
        var body = new JsonObject
        {
            ["function_name"] = "f",
            ["function_code"] = Api.Source("f", Source),
            ["meta"] = new JsonObject { ["python_version"] = "3.11.2", ["sdk_version"] = "4.15.0", ["serde_identifier"] = "st" },
            ["public"] = true,
        };
        using var answer = await api.Http.PostAsync("v3/functions", Api.Json(body));
        return (await Api.ReadAsync(answer)).GetProperty("function_uuid").GetGuid();
    }

    private Api User(string name) => new(Service, Service.Auth!.IssueAccessToken(name));
}
