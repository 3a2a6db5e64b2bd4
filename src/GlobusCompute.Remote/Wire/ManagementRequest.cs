using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>A request that an app makes, and how its answer is read.</summary>
/// <param name="Send">The route.</param>
/// <param name="Read">Reads the answer, whose memory goes afterwards; what it throws as <see cref="JsonException"/> says what is wrong with it.</param>
internal sealed record ManagementRequest<T>(Func<IComputeRoutes, RequestPolicy, CancellationToken, Task<HttpResponseMessage>> Send, Func<Memory<byte>, T> Read)
{
    /// <summary>Whether it changes something, so that it must not be sent again when it is not known whether it was done.</summary>
    public bool Changes { get; init; }
}
