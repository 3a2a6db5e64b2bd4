namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What every worker of a service has in common.</summary>
internal sealed record WorkerConfiguration(
    string Root,
    Guid EndpointId,
    bool Sandbox,
    int MaxResultSize,
    IReadOnlyList<string>? AllowedSerializers,
    IReadOnlyDictionary<string, string?> Environment);
