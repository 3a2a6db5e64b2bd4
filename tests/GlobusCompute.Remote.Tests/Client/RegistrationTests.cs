using System.Net;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Functions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Client;

public sealed class RegistrationTests
{
    private static readonly Guid s_endpoint = Guid.Parse("44444444-4444-4444-8444-444444444444");

    [Fact]
    public async Task A_function_with_a_container_is_registered_by_the_older_route()
    {
        var container = Guid.Parse("55555555-5555-4555-8555-555555555555");

        var (path, body) = await RegisterAsync(
            new ComputeExecutorOptions { ContainerId = container }, PythonFunction.FromSource("def f():\n    return 1\n", options: new PythonFunctionOptions { Public = true }));

        Assert.Equal("/v2/functions", path);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse($$$"""
                    {"function_name":"f","function_code":"27\nst\nf:def f():\n    return 1\n","metadata":{"python_version":"3.11.2","sdk_version":"4.15.0"},
                     "entry_point":"f","container_uuid":"{{{container}}}","public":true}
                    """),
                body),
            body.ToJsonString());
    }

    [Fact]
    public async Task Options_of_a_function_known_at_run_time_are_registered_with_it()
    {
        var (path, body) = await RegisterAsync(
            new ComputeExecutorOptions(),
            PythonFunction.FromSource("def f(): pass\ndef g(): pass\n", "g", new PythonFunctionOptions { Description = "d", HighAssuranceEndpointId = s_endpoint }));

        Assert.Equal("/v3/functions", path);
        Assert.Equal(("g", "d", s_endpoint.ToString()), ((string?)body["function_name"], (string?)body["description"], (string?)body["ha_endpoint_id"]));
        Assert.Null(body["public"]);
    }

    private static async Task<(string Path, JsonNode Body)> RegisterAsync(ComputeExecutorOptions options, PythonFunction function)
    {
        var id = Guid.NewGuid();
        var handler = new FakeHandler((_, _) => FakeHandler.Json(HttpStatusCode.OK, $$"""{"function_uuid":"{{id}}"}"""));
        await using var client = new ComputeClient(new ComputeClientOptions(TestCalls.Options()) { HttpMessageHandler = handler });

        Assert.Equal(id, await client.CreateExecutor(s_endpoint, options).RegisterFunctionAsync(function));

        var (request, body) = Assert.Single(handler.Requests);
        return (request.RequestUri!.AbsolutePath, JsonNode.Parse(body!)!);
    }
}
