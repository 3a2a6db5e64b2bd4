using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Models;

/// <summary>The service's versions. A member is null where it said nothing.</summary>
/// <param name="Api">That of the service.</param>
/// <param name="MinSdkVersion">The least SDK version it takes; see <see cref="ComputeUserRuntime.SdkVersion"/>.</param>
/// <param name="MinEndpointVersion">The least endpoint version it takes.</param>
public sealed record ComputeServiceVersion(string? Api, string? MinSdkVersion, string? MinEndpointVersion);
