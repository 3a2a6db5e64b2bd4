using System.Net;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace GlobusCompute.Remote.Tool.Tests;

/// <summary>What the options <c>--amqp</c> and <c>--faults</c> do, seen from outside.</summary>
public sealed class BrokerAndFaultTests(RabbitMqFixture rabbit)
{
    [Fact]
    public async Task With_a_broker_its_URL_is_printed_and_results_come_by_the_stream()
    {
        using var tool = ToolProcess.StartLocal("--json", "--workers", "2", "--amqp", rabbit.Node.Uri.OriginalString);
        var ready = await tool.ReadReadyAsync();
        Assert.Equal(rabbit.Node.Uri.OriginalString, ready.GetProperty("amqp").GetString());

        await using var client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = new Uri(ready.GetProperty("url").GetString()!),
            Credential = new ComputeAccessTokenCredential(ready.GetProperty("token").GetString()!),
            Delivery = ComputeDelivery.Stream,
        });
        await using var executor = client.CreateExecutor(ready.GetProperty("endpoint_id").GetGuid());
        var functions = executor.CreateProxy<IFunctions>();

        // The client says how results come while one is awaited.
        _ = functions.Linger();
        await Eventually.TrueAsync(() => client.DeliveryState == ComputeDeliveryState.Streaming);
        Assert.Equal(5, await functions.Add(2, 3).WaitAsync(ToolProcess.Limit));
        Assert.Equal(ComputeDeliveryState.Streaming, client.DeliveryState);
    }

    [Fact]
    public async Task Faults_of_the_file_happen()
    {
        using var folder = new TemporaryFolder();
        var plan = folder.Add("faults.json", """{ "rules": [ { "at": "version", "fault": "status", "status": 503, "nth": 2 } ] }""");
        using var tool = ToolProcess.StartLocal("--json", "--faults", plan);
        var url = new Uri(new Uri((await tool.ReadReadyAsync()).GetProperty("url").GetString()!), "v2/version");
        using var http = new HttpClient();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await http.GetAsync(url);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], answers);
    }
}
