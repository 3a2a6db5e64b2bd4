using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

public sealed class EndpointEndTests
{
    [Fact]
    public async Task Stopping_an_endpoint_locks_it_and_changes_nothing_else()
    {
        await using var service = await StartAsync();
        using var api = new Api(service, service.Token);

        var answer = await Api.ReadAsync(await api.Http.PostAsync($"v3/endpoints/{service.EndpointId}/lock", content: null));
        var status = await Api.ReadAsync(await api.Http.GetAsync($"v2/endpoints/{service.EndpointId}/status"));

        Assert.Equal(service.EndpointId, answer.GetProperty("endpoint_id").GetGuid());
        Assert.Equal(JsonValueKind.Number, answer.GetProperty("lock_expiration_timestamp").ValueKind);
        Assert.Equal("online", status.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_deleted_endpoint_is_not_known_any_more()
    {
        await using var service = await StartAsync();
        using var api = new Api(service, service.Token);
        var path = $"v2/endpoints/{service.EndpointId}";

        var answer = await Api.ReadAsync(await api.Http.DeleteAsync(path));

        Assert.Equal(302, answer.GetProperty("result").GetInt32());
        Assert.Equal((404, "ENDPOINT_NOT_FOUND"), await ErrorAsync(api.Http.DeleteAsync(path)));
        Assert.Equal((404, "ENDPOINT_NOT_FOUND"), await ErrorAsync(api.Http.GetAsync(path)));
        Assert.Equal((404, "ENDPOINT_NOT_FOUND"), await ErrorAsync(api.Http.PostAsync($"v3/endpoints/{service.EndpointId}/lock", content: null)));
        Assert.Empty((await Api.ReadAsync(await api.Http.GetAsync("v2/endpoints"))).EnumerateArray());
    }

    [Fact]
    public async Task A_container_must_be_a_UUID_on_the_older_route()
    {
        await using var service = await StartAsync();
        using var api = new Api(service, service.Token);

        var good = await api.Http.PostAsync("v2/functions", Api.Json(JsonNode.Parse("""{"function_name":"f","function_code":"x","entry_point":"f","container_uuid":"55555555-5555-4555-8555-555555555555"}""")!));
        var bad = await ErrorAsync(api.Http.PostAsync("v2/functions", Api.Json(JsonNode.Parse("""{"function_name":"f","function_code":"x","container_uuid":"mine"}""")!)));

        Assert.True(good.IsSuccessStatusCode);
        Assert.Equal((422, "REQUEST_MALFORMED"), bad);
    }

    private static async Task<(int Status, string Code)> ErrorAsync(Task<HttpResponseMessage> answer)
    {
        var error = await Api.ReadErrorAsync(await answer);
        return (error.Status, error.Code);
    }

    private static Task<LocalComputeService> StartAsync() =>
        LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = "/usr/bin/python3", Workers = 1 });
}
