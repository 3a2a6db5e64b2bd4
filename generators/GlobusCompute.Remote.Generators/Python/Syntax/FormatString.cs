namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>An f-string or t-string that is being cut into tokens.</summary>
internal sealed class FormatString(int start, StringPrefix prefix)
{
    private readonly Stack<(int Depth, bool IsInSpecification)> _fields = new();

    /// <summary>Where it starts.</summary>
    public int Start => start;

    /// <summary>How it starts.</summary>
    public StringPrefix Prefix => prefix;

    /// <summary>Whether what comes next is text, rather than an expression.</summary>
    public bool IsInText => _fields.Count == 0 || IsInSpecification;

    /// <summary>Whether what comes next is the text of a format specification.</summary>
    public bool IsInSpecification => _fields.Count > 0 && _fields.Peek().IsInSpecification;

    /// <summary>Whether a field is open whose own brackets are as many.</summary>
    public bool IsFieldAt(int depth) => _fields.Count > 0 && _fields.Peek() == (depth, false);

    /// <summary>Opens a field; its brace is counted already.</summary>
    public void OpenField(int depth) => _fields.Push((depth, false));

    /// <summary>Goes on with the format specification of the field.</summary>
    public void BeginSpecification() => _fields.Push((_fields.Pop().Depth, true));

    /// <summary>Ends the field.</summary>
    public void CloseField() => _fields.Pop();
}
