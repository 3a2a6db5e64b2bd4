using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Some tokens of a Python text: a statement, or a part of one.</summary>
internal readonly struct PythonStatement(string text, IReadOnlyList<PythonToken> tokens, int start, int end)
{
    /// <summary>The text that the tokens are cut from.</summary>
    public string Source => text;

    public int Count => end - start;

    /// <summary>The tokens of an expression that stands in a string.</summary>
    /// <param name="expression">The characters of the string.</param>
    /// <param name="steps">How many characters were looked at.</param>
    public static PythonStatement Parse(string expression, out long steps)
    {
        // Within brackets, line ends and indentation mean nothing.
        var bracketed = "(" + expression + ")";
        var lexer = new PythonLexer(bracketed);
        var tokens = new List<PythonToken>();
        for (var token = lexer.Next(); token.Kind is not (PythonTokenKind.End or PythonTokenKind.NewLine); token = lexer.Next())
        {
            tokens.Add(token);
        }

        steps = lexer.Steps;
        return tokens.Count > 2 && tokens[tokens.Count - 1].Depth == 0 ? new(bracketed, tokens, 1, tokens.Count - 1) : new("", tokens, 0, 0);
    }

    public PythonToken this[int index] => tokens[start + index];

    /// <summary>A part of it.</summary>
    public PythonStatement Slice(int from, int to) => new(text, tokens, start + from, start + Math.Max(from, Math.Min(to, Count)));

    /// <summary>The same tokens in an array of their own, for a list that is filled anew.</summary>
    public PythonStatement Detach()
    {
        var copy = new PythonToken[Count];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = this[i];
        }

        return new(text, copy, 0, copy.Length);
    }

    public bool Is(int index, PythonTokenKind kind) => index >= 0 && index < Count && this[index].Kind == kind;

    /// <summary>Whether a name, keyword or operator stands at a place.</summary>
    public bool Is(int index, string word) =>
        index >= 0
        && index < Count
        && this[index] is { Kind: PythonTokenKind.Name or PythonTokenKind.Operator } token
        && token.Length == word.Length
        && string.CompareOrdinal(text, token.Start, word, 0, word.Length) == 0;

    /// <summary>Whether an identifier that is not a keyword stands at a place.</summary>
    public bool IsIdentifier(int index) => Is(index, PythonTokenKind.Name) && !PythonIdentifier.IsKeyword(WrittenAt(index));

    /// <summary>The text of one token, or the empty string behind the end. Names are in the form by which Python compares them.</summary>
    public string TextAt(int index) => Is(index, PythonTokenKind.Name) ? PythonIdentifier.Normalize(WrittenAt(index)) : WrittenAt(index);

    private string WrittenAt(int index) => index >= 0 && index < Count ? text.Substring(this[index].Start, this[index].Length) : "";

    /// <summary>The text from the first to the last token, as written.</summary>
    public string Written() => Count == 0 ? "" : text.Substring(this[0].Start, this[Count - 1].End - this[0].Start);

    /// <summary>
    /// The first place from <paramref name="from"/> on where an operator stands outside of all brackets and of the parameters of a
    /// <c>lambda</c>, or <see cref="Count"/>.
    /// </summary>
    public int Find(string word, int from, int depth)
    {
        var lambdas = 0;
        for (var i = from; i < Count; i++)
        {
            var token = this[i];
            if (token.Depth != depth || token.Kind is not (PythonTokenKind.Name or PythonTokenKind.Operator))
            {
                continue;
            }

            if (lambdas > 0 && Is(i, ":"))
            {
                lambdas--;
            }
            else if (lambdas == 0 && Is(i, word))
            {
                return i;
            }
            else if (Is(i, "lambda"))
            {
                lambdas++;
            }
        }

        return Count;
    }
}
