using System.Text;
using GlobusCompute.Remote.Generators.CSharp;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Names generated files after interfaces.</summary>
internal static class HintName
{
    private const int MaximumLength = 120;

    /// <summary>
    /// The metadata name with anything a file system might refuse replaced, and a hash of the exact name: two names may differ in
    /// case alone, or in nothing but characters that were replaced, and must still get two files.
    /// </summary>
    public static string Of(string metadataName)
    {
        var builder = new StringBuilder(metadataName.Length);
        foreach (var c in metadataName.Take(MaximumLength))
        {
            var keep = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_';
            builder.Append(keep ? c : '_');
        }

        return $"{builder}.{StableHash.Of(metadataName)}.g.cs";
    }
}
