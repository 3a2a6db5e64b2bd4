using Microsoft.Extensions.DependencyInjection;

namespace GlobusCompute.Remote.Hosting;

/// <summary>
/// Adds to the registration of Globus Compute in an app's services. <c>AddGlobusCompute</c> of the package GlobusCompute.Remote.Hosting returns it; other
/// packages extend it.
/// </summary>
public interface IGlobusComputeBuilder
{
    /// <summary>Gets the services of the app.</summary>
    IServiceCollection Services { get; }
}
