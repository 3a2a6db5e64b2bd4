using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>Makes a client's requests go to a service in memory.</summary>
internal static class FakeOptions
{
    /// <summary>Changes what the service in memory has otherwise. The address stays.</summary>
    public static void Configure(ComputeClientOptions options, FakeService service)
    {
        options.Credential = new ComputeAccessTokenCredential("fake");
        options.HttpMessageHandler = service;
        options.Delivery = ComputeDelivery.Poll;
        options.RequestBudget = null;

        // The service answers when there are results, so there is nothing to wait for between two questions.
        options.PollInterval = TimeSpan.FromTicks(1);
        options.MaxPollInterval = TimeSpan.FromTicks(1);
        options.RequestTimeout = TimeSpan.FromDays(24);
        options.IsServiceInMemory = true;
    }
}
