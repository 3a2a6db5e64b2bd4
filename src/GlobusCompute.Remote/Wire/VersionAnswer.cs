using System.Text.Json;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Wire;

/// <summary>The service's versions: an object, or just the text of its own.</summary>
internal sealed record VersionAnswer(string? Api, string? MinSdkVersion, string? MinEpVersion)
{
    /// <exception cref="JsonException">It is neither.</exception>
    public static VersionAnswer Parse(Memory<byte> body) =>
        body.Span.TrimStart(" \t\r\n"u8) is [(byte)'"', ..]
            ? new VersionAnswer(JsonSerializer.Deserialize(body.Span, WireJson.Default.String), null, null)
            : WireJson.Read(body, WireJson.Default.VersionAnswer);

    public ComputeServiceVersion ToVersion() => new(Api, MinSdkVersion, MinEpVersion);
}
