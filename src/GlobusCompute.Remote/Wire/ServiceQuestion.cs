using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>A request that an app makes by itself, and how its answer is read.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the service's address, without a leading slash.</param>
/// <param name="Read">Reads the answer; what it throws as <see cref="JsonException"/> says what is wrong with it.</param>
/// <param name="Body">The JSON body, or null for none.</param>
internal sealed record ServiceQuestion<T>(HttpMethod Method, string Path, Func<JsonElement, T> Read, byte[]? Body = null)
{
    /// <summary>Whether it changes something, so that it must not be sent again when it is not known whether it was done.</summary>
    public bool Changes { get; init; }
}
