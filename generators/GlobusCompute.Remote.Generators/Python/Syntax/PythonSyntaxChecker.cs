namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Finds the first syntax error of a Python text, in linear time.</summary>
/// <remarks>
/// A text that any of Python 3.9 to 3.14 accepts has none. Where that is not certain, as in texts nested deeper than the parsers follow, nothing is said.
/// </remarks>
internal static class PythonSyntaxChecker
{
    /// <summary>Reads a text as Python's own compiler would.</summary>
    /// <param name="text">The text, with normalised line ends.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The error that Python would report, or null.</returns>
    public static PythonSyntaxError? Check(string text, CancellationToken cancellationToken)
    {
        var source = Tokenizer.Run(text, cancellationToken);
        if (source.IsBeyondLimits)
        {
            return null;
        }

        var fault = Parse(source, cancellationToken);
        if (source.Error is { } error)
        {
            // As Python does: what cannot be cut into tokens comes first, wherever it is, unless indentation is involved.
            fault = fault is not null && fault.Start < error.Start && (fault.IsIndentation || error.IsIndentation) ? fault : error;
        }

        return fault is null ? null : At(text, fault);
    }

    private static SyntaxFault? Parse(TokenizedText source, CancellationToken cancellationToken)
    {
        var grammar = new Grammar(source, cancellationToken);
        try
        {
            grammar.Statements.ParseFile();
            return grammar.Scopes.First;
        }
        catch (SyntaxFaultException exception)
        {
            return source.Unclosed is { } open && IsOnLaterLine(source.Text, open, source.Tokens[exception.Index].Start)
                ? new($"'{source.Text[open]}' was never closed", open, 1)
                : exception.Fault;
        }
        catch (SyntaxLimitException)
        {
            return null;
        }
    }

    private static bool IsOnLaterLine(string text, int open, int position) =>
        position >= text.Length || (position > open && text.IndexOf('\n', open, position - open) >= 0);

    private static PythonSyntaxError At(string text, SyntaxFault fault)
    {
        // What is missing at the end is missed behind the last line that says something.
        var start = fault.Start < text.Length ? fault.Start : text.TrimEnd().Length;
        return new(fault.Message, TextPosition.LineOf(text, start), TextPosition.ColumnOf(text, start), TextPosition.LengthOnLine(text, start, fault.Length));
    }
}
