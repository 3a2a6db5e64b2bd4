using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.Shared.Python;

/// <summary>
/// The hash by which a lock file tells that what would be registered for a method is what was registered. The library and the generator compile this file, so
/// that both give the same.
/// </summary>
internal static class SourceHash
{
    /// <summary>What a hash begins with; 64 lower-case hexadecimal digits follow.</summary>
    public const string Prefix = "sha256:";

    /// <summary>Hashes all that registration depends on.</summary>
    /// <param name="functionName">The Python object to call.</param>
    /// <param name="source">The normalised source, as it is registered.</param>
    /// <param name="description">The description, or null for none.</param>
    /// <param name="isPublic">Whether anybody may run the function.</param>
    /// <param name="group">UUID of the group that may run it, in any form, or null.</param>
    /// <param name="highAssuranceEndpointId">UUID of the one endpoint it may run on, in any form, or null.</param>
    /// <returns><c>sha256:</c> and 64 lower-case hexadecimal digits.</returns>
    public static string Of(string functionName, string source, string? description, bool isPublic, string? group, string? highAssuranceEndpointId)
    {
        var text = $"{functionName}\0{source}\0{description}\0{(isPublic ? 1 : 0)}\0{Uuid(group)}\0{Uuid(highAssuranceEndpointId)}";
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        var hash = SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(bytes);
#endif
        var hex = new StringBuilder(Prefix, Prefix.Length + (2 * hash.Length));
        foreach (var part in hash)
        {
            hex.Append("0123456789abcdef"[part >> 4]).Append("0123456789abcdef"[part & 15]);
        }

        return hex.ToString();
    }

    private static string Uuid(string? text) => Guid.TryParse(text, out var id) ? id.ToString("D") : text ?? "";
}
