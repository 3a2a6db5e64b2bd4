namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A function or class whose head is read, while the reader is in its body. Types are settled when all names of the text are known.</summary>
internal abstract class PythonDraft
{
    private bool _hasBody;

    /// <summary>The docstring without common indentation, or null.</summary>
    protected string? Docstring { get; private set; }

    /// <summary>Takes the next statement that stands directly in the body.</summary>
    public void AddStatement(PythonStatement statement)
    {
        if (!_hasBody)
        {
            _hasBody = true;
            Docstring = PythonDisplay.ReadString(statement) is { } text ? PythonLiteral.CleanDocumentation(text) : null;
        }

        ReadStatement(statement);
    }

    protected virtual void ReadStatement(PythonStatement statement)
    {
    }
}
