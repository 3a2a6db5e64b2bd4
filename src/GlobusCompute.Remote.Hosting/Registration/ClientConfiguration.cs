namespace GlobusCompute.Remote.Hosting.Registration;

/// <summary>Changes the options of every client that the app gets.</summary>
/// <param name="Configure">Changes them.</param>
internal sealed record ClientConfiguration(Action<IServiceProvider, ComputeClientOptions> Configure);
