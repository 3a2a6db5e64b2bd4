using Downstream;
using GlobusCompute.Remote.LocalService;
using Science;

double[] values = [1, 2, 6];
await using var local = await LocalComputeService.StartAsync();
await using var client = local.CreateClient();
await using var executor = client.CreateExecutor(local.EndpointId);
Console.WriteLine($"The mean is {await executor.CreateProxy<IStatistics>().Mean(values)}.");
Console.WriteLine($"The median is {await executor.CreateProxy<IMoreStatistics>().Median(values)}.");
