namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>What the tokenizer made of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tokens">The tokens up to the first error, with an end in any case.</param>
/// <param name="Error">What no token can be made of, or null.</param>
/// <param name="Unclosed">The innermost bracket that is open at the end of the text, or null.</param>
/// <param name="IsBeyondLimits">Whether it is not certain how Python would cut the text, so that nothing may be said about it.</param>
internal sealed record TokenizedText(string Text, IReadOnlyList<Token> Tokens, SyntaxFault? Error, int? Unclosed, bool IsBeyondLimits);

/// <summary>An error with its place in the text.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Start">Where it is.</param>
/// <param name="Length">How many code units are meant.</param>
internal sealed record SyntaxFault(string Message, int Start, int Length)
{
    /// <summary>Whether the indentation of a line is wrong.</summary>
    public bool IsIndentation { get; init; }
}
