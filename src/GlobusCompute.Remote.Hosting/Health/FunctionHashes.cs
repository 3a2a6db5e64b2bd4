using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Hosting.Health;

/// <summary>Compares a registered function with the hash that a lock file has for it.</summary>
internal static class FunctionHashes
{
    /// <returns>Whether it is the one; null where the service does not show enough to tell.</returns>
    public static bool? Match(ComputeFunctionInfo function, string hash)
    {
        if (function is not { Name: { Length: > 0 } name, Source: { Length: > 0 } source })
        {
            return null;
        }

        // Whether everybody may run a function goes into its hash, and is not shown.
        return HashOf(name, source, function.Description, isPublic: false) == hash || HashOf(name, source, function.Description, isPublic: true) == hash;
    }

    private static string HashOf(string name, string source, string? description, bool isPublic) => new PinnableFunction
    {
        Method = "N.I.M",
        FunctionName = name,
        Source = source,
        Options = new PythonFunctionOptions { Description = description, Public = isPublic },
    }.SourceHash;
}
