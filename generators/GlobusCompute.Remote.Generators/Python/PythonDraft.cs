using System.Text;

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
            Docstring = ReadDocstring(statement);
        }

        ReadStatement(statement);
    }

    protected virtual void ReadStatement(PythonStatement statement)
    {
    }

    private static string? ReadDocstring(PythonStatement statement)
    {
        var text = new StringBuilder();
        for (var i = 0; i < statement.Count; i++)
        {
            if (statement.Is(i, "(") || statement.Is(i, ")"))
            {
                continue;
            }

            if (!statement.Is(i, PythonTokenKind.String) || PythonLiteral.ReadString(statement.TextAt(i)) is not { } part)
            {
                return null;
            }

            text.Append(part);
        }

        return statement.Count == 0 ? null : PythonLiteral.CleanDocumentation(text.ToString());
    }
}
