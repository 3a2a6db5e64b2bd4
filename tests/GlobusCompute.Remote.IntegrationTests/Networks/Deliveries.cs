using GlobusCompute.Remote.Models;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Networks;

/// <summary>Finds out how results come.</summary>
internal static class Deliveries
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Makes calls until one has its result delivered in that way.</summary>
    public static Task CallAsync(IFunctions functions, ComputeClient client, ComputeDeliveryState expected) =>
        Eventually.TrueAsync(async () =>
        {
            var call = functions.Slow(0.05);
            await call.Submitted;
            var state = client.DeliveryState;
            Assert.Equal(0.05, await call.WaitAsync(s_limit));
            return state == expected;
        });
}
