using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Functions;

/// <summary>Takes Python text from callers.</summary>
internal static class PythonSource
{
    /// <summary>LF line ends, no byte order mark, no indentation common to all lines (protocol.md §9, trap 4).</summary>
    /// <exception cref="ArgumentException">The text is empty or holds an unpaired surrogate, which cannot be sent.</exception>
    public static string Normalise(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var text = PythonSourceText.Normalize(source);
        return string.IsNullOrWhiteSpace(text) ? throw new ArgumentException("The Python source is empty.", nameof(source))
            : PythonSourceText.HasLoneSurrogate(text)
                ? throw new ArgumentException("The Python source contains an unpaired surrogate, which cannot be sent.", nameof(source))
            : text;
    }
}
