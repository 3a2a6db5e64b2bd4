using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds a Globus Compute service on this machine to an app host, and gives projects its address.</summary>
public static class GlobusComputeLocalServiceExtensions
{
    private const string TokenVariable = "GCOMPUTE_LOCAL_TOKEN";
    private const string VersionPath = "/v2/version";
    private const int TokenLength = 48;

    /// <summary>
    /// Adds a Globus Compute service with real Python workers on this machine, for development: no account, no network. It runs the command <c>gcompute</c>,
    /// which <c>dotnet tool install --global GlobusCompute.Remote.Tool</c> installs, and is not part of what is published. <c>WithArgs</c> adds options of
    /// <c>gcompute local</c>, such as <c>--workers 2</c> or <c>--python PATH</c>.
    /// </summary>
    /// <param name="builder">The app host.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="port">The port on the loopback interface by which other resources and the dashboard reach it; null (the default) for a free one.</param>
    /// <param name="token">The bearer token that requests must carry; null (the default) makes a random one, which the app host keeps in its user secrets.</param>
    /// <param name="endpointId">The id of the service's endpoint; null (the default) makes a random one.</param>
    /// <returns>The resource. <see cref="WithReference{TDestination}"/> gives its address to projects.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of a resource, or <paramref name="endpointId"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    public static IResourceBuilder<GlobusComputeLocalServiceResource> AddGlobusComputeLocalService(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? token = null,
        Guid? endpointId = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var secret = token?.Resource
            ?? ParameterResourceBuilderExtensions.CreateGeneratedParameter(
                builder, $"{name}-token", secret: true, new GenerateParameterDefault { MinLength = TokenLength, Special = false });
        var resource = new GlobusComputeLocalServiceResource(name, builder.AppHostDirectory, secret, endpointId ?? Guid.NewGuid());
        return builder.AddResource(resource)
            .WithHttpEndpoint(port: port, name: GlobusComputeLocalServiceResource.HttpEndpointName)
            .WithArgs("local", "--endpoint", $"{resource.EndpointId:D}")
            .WithArgs(context =>
            {
                context.Args.Add("--port");
                context.Args.Add(resource.HttpEndpoint.Property(EndpointProperty.TargetPort));
            })

            // Other users of the machine can read a command line.
            .WithEnvironment(TokenVariable, secret)
            .WithHttpHealthCheck(VersionPath)
            .ExcludeFromManifest();
    }

    /// <summary>
    /// Gives a project the address of the service by environment variables, which the configuration of GlobusCompute.Remote.Hosting reads:
    /// <c>GlobusCompute:ServiceUrl</c>, <c>:AccessToken</c>, <c>:Executors:NAME:EndpointId</c>, and settings for a service that is near and has no message
    /// broker. They take precedence over the project's <c>appsettings.json</c>.
    /// </summary>
    /// <typeparam name="TDestination">The type of resource that gets the address.</typeparam>
    /// <param name="builder">The resource that gets the address.</param>
    /// <param name="source">The service.</param>
    /// <param name="executorName">
    /// The name of the executor that shall use the service's endpoint. Default <c>default</c>, which a project injects without a name.
    /// </param>
    /// <returns>The resource that gets the address.</returns>
    /// <exception cref="ArgumentException"><paramref name="executorName"/> is empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/>, <paramref name="source"/> or <paramref name="executorName"/> is null.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<GlobusComputeLocalServiceResource> source, string executorName = "default")
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrWhiteSpace(executorName);
        var service = source.Resource;
        return builder
            .WithReferenceRelationship(service)
            .WithEnvironment("GlobusCompute__Service", "Globus")
            .WithEnvironment("GlobusCompute__ServiceUrl", service.HttpEndpoint)
            .WithEnvironment("GlobusCompute__AccessToken", service.Token)
            .WithEnvironment($"GlobusCompute__Executors__{executorName}__EndpointId", service.EndpointId.ToString("D"))

            // As clients of the service have them that run in its process.
            .WithEnvironment("GlobusCompute__Delivery", "Poll")
            .WithEnvironment("GlobusCompute__PollInterval", "00:00:00.005")
            .WithEnvironment("GlobusCompute__MaxPollInterval", "00:00:00.100")
            .WithEnvironment("GlobusCompute__RequestBudget__Requests", "1000000");
    }
}
