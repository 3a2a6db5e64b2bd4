using GlobusCompute.Remote.Serialization.Formats;

namespace GlobusCompute.Remote.Functions;

/// <summary>The <c>st</c> code strategy: a function as plain source text (protocol.md §4.2).</summary>
internal static class FunctionCode
{
    public const string Identifier = "st";

    /// <summary>One packed buffer: <c>length LF "st" LF name ":" source</c>, the length in code points.</summary>
    public static string Pack(string name, string source)
    {
        var buffer = $"{Identifier}\n{name}:{source}";
        return $"{PackedBuffers.CodePoints(buffer)}\n{buffer}";
    }
}
