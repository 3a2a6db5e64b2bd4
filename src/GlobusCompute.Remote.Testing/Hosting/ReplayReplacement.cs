using GlobusCompute.Remote.Hosting;

namespace GlobusCompute.Remote.Testing.Hosting;

/// <summary>Lets an app call a recording, which is the test's.</summary>
internal sealed class ReplayReplacement(ComputeReplay replay) : IComputeServiceReplacement
{
    public Guid EndpointId { get; } = Guid.NewGuid();

    public void Configure(ComputeClientOptions options) => replay.Configure(options);
}
