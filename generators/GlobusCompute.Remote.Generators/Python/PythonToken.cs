namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A piece of Python text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="Length">Its length; 0 for line ends that the text does not hold.</param>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Depth">How many brackets are open around it; a bracket stands outside of itself.</param>
internal readonly record struct PythonToken(PythonTokenKind Kind, int Start, int Length, int Line, int Depth)
{
    /// <summary>The place after it.</summary>
    public int End => Start + Length;
}

/// <summary>Kinds of tokens, as far as declarations need to tell them apart.</summary>
internal enum PythonTokenKind
{
    /// <summary>The end of the text. It follows again and again.</summary>
    End,

    /// <summary>The end of a logical line.</summary>
    NewLine,

    /// <summary>An identifier or a keyword.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string or bytes literal of any form, prefix and quotes included.</summary>
    String,

    /// <summary>An operator, a bracket or another single character.</summary>
    Operator,
}
