using Microsoft.Extensions.DependencyInjection;

namespace GlobusCompute.Remote.Hosting.Registration;

internal sealed class GlobusComputeBuilder(IServiceCollection services) : IGlobusComputeBuilder
{
    public IServiceCollection Services => services;
}
