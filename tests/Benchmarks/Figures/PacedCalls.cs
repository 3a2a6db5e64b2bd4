using System.Diagnostics;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>A lone caller under the service's documented limit.</summary>
internal static class PacedCalls
{
    private const int Calls = 60;

    public static FigureSet Set { get; } = new(
        "budget",
        "Calls under the documented limit",
        "60 calls one after another with the default request budget, 20 requests in 10 s. Measured once.",
        static async _ =>
        {
            await using var echo = await EchoProcess.StartAsync();
            await using var client = echo.CreateClient(static settings => settings.RequestBudget = new RequestBudgetOptions());
            await using var executor = client.CreateExecutor(EchoFunction.Endpoint);
            var proxy = executor.CreateProxy<IEcho>();
            var waits = new List<TimeSpan>();
            var whole = Stopwatch.StartNew();
            for (var i = 0; i < Calls; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await proxy.Nothing(i);
                waits.Add(Stopwatch.GetElapsedTime(start));
            }

            return
            [
                Figure.Alone("longest wait", waits.Max().TotalSeconds, "{0:0.00} s"),
                Figure.Alone("whole", whole.Elapsed.TotalSeconds, "{0:0.0} s", "20.0 s at least, by the limit"),
            ];
        });
}
