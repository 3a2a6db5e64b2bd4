using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Server;

/// <summary>Makes a client's requests go to a service in memory.</summary>
internal static class FakeOptions
{
    /// <summary>Copies options and changes what the service in memory has otherwise.</summary>
    public static ComputeClientOptions Apply(ComputeClientOptions options, FakeService service)
    {
        var copy = new ComputeClientOptions(options) { Journal = null };
        Connect(copy, service);
        return copy;
    }

    /// <summary>Changes how a client reaches its service. All else stays.</summary>
    public static void Connect(ComputeClientOptions options, FakeService service)
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
