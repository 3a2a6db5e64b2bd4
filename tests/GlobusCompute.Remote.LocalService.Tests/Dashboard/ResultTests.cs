using GlobusCompute.Remote.TestFixtures;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Dashboard;

/// <summary>What the page is told of the broker.</summary>
public sealed class ResultTests(RabbitMqFixture rabbit)
{
    [Fact]
    public async Task The_broker_and_its_queues_are_told_with_their_messages_and_without_a_password()
    {
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, AmqpUrl = rabbit.Node.Uri }, TestContext.Current.CancellationToken);
        using var api = new Api(service);
        using var client = await DashboardClient.OpenAsync(service);
        var group = Guid.NewGuid();
        var add = await api.RegisterSourceAsync("add", "def add():\n    return 1\n");
        await api.FinishAsync(await api.SubmitAsync(add, Enumerable.Repeat(Api.NoArguments, 3), group: group));

        // The broker confirms messages after it has them.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var data = await client.ReadAsync("results");
        while (data.GetProperty("broker").GetProperty("confirmed").GetString() != "3" && !limit.IsCancellationRequested)
        {
            data = await client.ReadAsync("results");
        }

        data = (await client.ReadAsync("results")).GetProperty("broker");
        Assert.Equal(("connected", "3", "0"), (data.GetProperty("state").GetString(), data.GetProperty("confirmed").GetString(), data.GetProperty("waiting").GetString()));
        var queue = Assert.Single(data.GetProperty("queues").EnumerateArray());
        Assert.Equal(group, queue.GetProperty("group").GetGuid());
        Assert.Equal(("open", "3", "0"), (queue.GetProperty("state").GetString(), queue.GetProperty("messages").GetString(), queue.GetProperty("consumers").GetString()));
        Assert.StartsWith($"amqp://{rabbit.Node.Uri.Authority.Split('@')[^1]}", data.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@", data.GetProperty("name").GetString(), StringComparison.Ordinal);
    }
}
