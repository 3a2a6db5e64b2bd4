using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>Makes a client's requests go to a service in memory.</summary>
internal static class FakeOptions
{
    /// <summary>Copies options and changes what the service in memory has otherwise.</summary>
    public static ComputeClientOptions Apply(ComputeClientOptions options, FakeService service) => new(options)
    {
        Credential = new ComputeAccessTokenCredential("fake"),
        HttpMessageHandler = service,
        Delivery = ComputeDelivery.Poll,
        RequestBudget = null,
        Journal = null,

        // The service answers when there are results, so there is nothing to wait for between two questions.
        PollInterval = TimeSpan.FromTicks(1),
        MaxPollInterval = TimeSpan.FromTicks(1),
        RequestTimeout = TimeSpan.FromDays(24),
    };
}
