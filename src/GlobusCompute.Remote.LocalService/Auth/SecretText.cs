using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Random texts that open something, and their hashes, under which they are kept.</summary>
internal static class SecretText
{
    public static string Create() => Encode(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string text) => Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool IsSame(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
