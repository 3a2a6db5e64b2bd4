using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>Lock files letter by letter as they are written, without the help of the code that writes them.</summary>
internal static class LockText
{
    public const string Compute = "https://compute.api.globus.org/";
    public const string Sandbox = "https://compute.sandbox.example/";
    public const string Id = "6a0c2f4e-3c53-4b8e-9d8e-2f7f0b1f5d11";

    /// <summary>A hash that no source has.</summary>
    public static string OtherHash { get; } = "sha256:" + new string('0', 64);

    /// <summary>The hash of what is registered for a source, as the lock file's format has it.</summary>
    public static string Hash(
        string functionName, string source, string description = "", bool isPublic = false, string group = "", string highAssuranceEndpointId = "") =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{functionName}\0{source}\0{description}\0{(isPublic ? 1 : 0)}\0{group}\0{highAssuranceEndpointId}")));

    /// <summary>One entry.</summary>
    public static string Entry(string method, string? hash = null, string environment = Compute, string id = Id, string? owner = null) => $$"""
            {
              "method": "{{method}}",
              "environment": "{{environment}}",
              "function_id": "{{id}}",
              "source_hash": "{{hash ?? OtherHash}}",
              "owner": {{(owner is null ? "null" : $"\"{owner}\"")}},
              "time": "2026-11-23T23:40:00Z"
            }
        """.ReplaceLineEndings("\n");

    /// <summary>A file of some entries, in their order.</summary>
    public static string Of(params string[] entries) => entries.Length == 0
        ? "{\n  \"version\": 1,\n  \"functions\": []\n}\n"
        : $"{{\n  \"version\": 1,\n  \"functions\": [\n{string.Join(",\n", entries)}\n  ]\n}}\n";

    /// <summary>The lock file of a project.</summary>
    public static TestFile File(params string[] entries) => TestFile.Lock(Of(entries));
}
