using GlobusCompute.Remote.LocalService.Dashboard.Data;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests.Dashboard;

/// <summary>Callers are told of the same times as the page, which the command line and the page write in the same way.</summary>
public sealed class SameNumbersTests(RabbitMqFixture rabbit)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Queue_and_run_times_of_a_future_are_those_of_the_dashboard(bool isStreamed)
    {
        await using var service = await LocalComputeService.StartAsync(
            new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, AmqpUrl = isStreamed ? rabbit.Node.Uri : null },
            TestContext.Current.CancellationToken);
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions())
        {
            Delivery = isStreamed ? ComputeDelivery.Stream : ComputeDelivery.Poll,
        });
        using var dashboard = await DashboardClient.OpenAsync(service);
        var function = PythonFunction.FromSource("def f(x):\n    import time\n    time.sleep(0.02)\n    return x\n");
        var futures = Enumerable.Range(0, 5).Select(i => client.CreateExecutor(service.EndpointId).Submit<int>(function, CallArguments.Of(i))).ToList();
        await Task.WhenAll(futures);

        foreach (var future in futures)
        {
            var task = (await dashboard.ReadAsync($"tasks/{future.TaskId}")).GetProperty("task");
            var info = await client.GetTaskAsync(future.TaskId!.Value, TestContext.Current.CancellationToken);
            Assert.Equal(task.GetProperty("run").GetString(), DisplayText.Of(future.Report!.RunTime));

            // Messages of the stream are the worker's, which does not know it: then a call that starts before its acceptance is known has no such time.
            Assert.True(isStreamed || future.Report.ReceivedAt is not null);
            if (future.Report.ReceivedAt is not null)
            {
                Assert.Equal(task.GetProperty("queue").GetString(), DisplayText.Of(future.Report.QueueTime));
            }

            Assert.Equal(task.GetProperty("queue").GetString(), DisplayText.Of(info.QueueTime));
            Assert.NotNull(info.ReceivedAt);
        }
    }
}
