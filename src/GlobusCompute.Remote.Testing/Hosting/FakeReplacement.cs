using GlobusCompute.Remote.Hosting;

namespace GlobusCompute.Remote.Testing.Hosting;

/// <summary>Lets an app call a fake. The app's container disposes what it makes, and a fake of the test is not the app's.</summary>
internal sealed class FakeReplacement(FakeCompute fake) : IComputeServiceReplacement
{
    public Guid EndpointId => fake.EndpointId;

    public void Configure(ComputeClientOptions options) => fake.Configure(options);
}
