using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>A token of Python's grammar.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How many code units it has; 0 for what no character stands for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;
}
