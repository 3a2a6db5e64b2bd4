using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Reads Python texts of users: the names that they bind, and their first syntax error.</summary>
internal static class PythonSource
{
    /// <summary>How many UTF-16 code units a text may have. Longer ones are refused without being read.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    /// <summary>Stands for a text that is too long to be read.</summary>
    public static PythonModule TooLong { get; } = PythonModuleReader.Read("") with
    {
        Refusal = $"is too long; Python files are read up to {MaximumLength / (1024 * 1024)} Mi characters",
    };

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static PythonModule Read(string text, CancellationToken cancellationToken) =>
        text.Length > MaximumLength ? TooLong : ReadNormalised(PythonSourceText.NormalizeLines(text), cancellationToken);

    /// <summary>Reads a text that is written in C#, which may be indented as a whole.</summary>
    /// <param name="source">The text.</param>
    public static PythonModule ReadInline(string source) =>
        source.Length > MaximumLength ? TooLong : ReadNormalised(PythonSourceText.Dedent(PythonSourceText.NormalizeLines(source)), CancellationToken.None);

    /// <summary>The place in a text as it is written in C# that an error is at.</summary>
    /// <param name="source">The text that <see cref="ReadInline"/> was given.</param>
    /// <param name="error">The error that it found.</param>
    public static int PlaceOf(string source, PythonSyntaxError error)
    {
        var start = 0;
        for (var line = 1; line < error.Line; line++)
        {
            var end = source.IndexOfAny(['\r', '\n'], start);
            start = end + (source[end] == '\r' && end + 1 < source.Length && source[end + 1] == '\n' ? 2 : 1);
        }

        var close = source.IndexOfAny(['\r', '\n'], start);
        var removed = (close < 0 ? source.Length : close) - start
            - PythonSourceText.Dedent(PythonSourceText.NormalizeLines(source)).Split('\n')[error.Line - 1].Length;
        return Math.Min(start + removed + error.Column - 1, source.Length);
    }

    private static PythonModule ReadNormalised(string text, CancellationToken cancellationToken)
    {
        var module = PythonModuleReader.Read(text);
        return module.Refusal is not null ? module : module with { SyntaxError = PythonSyntaxChecker.Check(text, cancellationToken) };
    }
}
