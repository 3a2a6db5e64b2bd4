using System.Text;

namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>Writes C# lines with indentation and LF line ends.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;
    private readonly StringBuilder _builder = new();
    private int _depth;

    public string Indentation => new(' ', _depth * IndentSize);

    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            _builder.Append(' ', _depth * IndentSize).Append(text);
        }

        _builder.Append('\n');
    }

    public void Open()
    {
        Line("{");
        _depth++;
    }

    public void Close(string behind = "")
    {
        _depth--;
        Line("}" + behind);
    }

    public void Indent() => _depth++;

    public void Outdent() => _depth--;

    public override string ToString() => _builder.ToString();
}
