using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads which names a Python text binds at module level.</summary>
internal sealed class PythonModuleReader
{
    private readonly string _text;
    private readonly PythonLexer _lexer;
    private readonly List<PythonDefinition> _functions = [];
    private readonly SortedSet<string> _otherNames = new(StringComparer.Ordinal);
    private readonly Stack<Block> _blocks = new();
    private readonly List<PythonToken> _line = [];
    private int _scopes;
    private bool _bindsUnknownNames;

    private PythonModuleReader(string text)
    {
        _text = text;
        _lexer = new PythonLexer(text);
    }

    /// <summary>Reads a text of any content.</summary>
    /// <param name="text">The text, with normalised line ends.</param>
    public static PythonModule Read(string text)
    {
        var reader = new PythonModuleReader(text);
        reader.ReadLines();
        return new(text, reader._functions.ToEquatableArray(), reader._otherNames.ToEquatableArray(), reader._bindsUnknownNames);
    }

    private void ReadLines()
    {
        while (ReadLine())
        {
            LeaveBlocks(_lexer.Indentation);
            var isScope = false;
            var first = Text(0);
            var definition = first == "async" && Text(1) == "def" ? 1 : 0;
            if (Text(definition) == "def" && IsName(definition + 1))
            {
                isScope = true;
                AddFunction(definition);
            }
            else if (first == "class" && IsName(1))
            {
                isScope = true;
                AddOther(1);
            }
            else if (_scopes == 0)
            {
                AddBindings(first);
            }

            if (isScope || Text(_line.Count - 1) == ":")
            {
                _blocks.Push(new(_lexer.Indentation, isScope));
                _scopes += isScope ? 1 : 0;
            }
        }
    }

    /// <summary>Collects the tokens of the next logical line. False at the end of the text.</summary>
    private bool ReadLine()
    {
        _line.Clear();
        for (var token = _lexer.Next(); token.Kind != PythonTokenKind.End; token = _lexer.Next())
        {
            if (token.Kind == PythonTokenKind.NewLine)
            {
                return true;
            }

            // What is inside brackets binds nothing, except by := in rare places.
            if (_lexer.Depth == 0 || token.Kind == PythonTokenKind.Name)
            {
                _line.Add(token);
            }
        }

        return false;
    }

    private void LeaveBlocks(int indentation)
    {
        while (_blocks.Count > 0 && _blocks.Peek().Indentation >= indentation)
        {
            _scopes -= _blocks.Pop().IsScope ? 1 : 0;
        }
    }

    private void AddFunction(int definition)
    {
        if (_blocks.Count == 0)
        {
            _functions.Add(new(Text(definition + 1), _line[definition].Line, definition == 1));
        }
        else
        {
            AddOther(definition + 1);
        }
    }

    private void AddBindings(string first)
    {
        for (var i = 0; i < _line.Count; i++)
        {
            if (IsName(i))
            {
                _bindsUnknownNames |= Text(i) is "globals" or "locals" or "vars" or "exec" or "setattr";
            }
        }

        var last = _line.Count - 1;
        if (first is "import" or "from")
        {
            _bindsUnknownNames |= Text(last) == "*" || (Text(last) == ")" && Text(last - 1) == "*");
        }
        else if (first is not ("for" or "with" or "async"))
        {
            while (last >= 0 && Text(last) is not ("=" or ":=" or ":"))
            {
                last--;
            }
        }

        for (var i = 0; i <= last; i++)
        {
            if (IsName(i))
            {
                AddOther(i);
            }
        }
    }

    private void AddOther(int index)
    {
        if (_scopes == 0 && !PythonIdentifier.IsKeyword(Text(index)))
        {
            _otherNames.Add(Text(index));
        }
    }

    private bool IsName(int index) => index < _line.Count && _line[index].Kind == PythonTokenKind.Name;

    private string Text(int index) =>
        index >= 0 && index < _line.Count && _line[index].Kind is PythonTokenKind.Name or PythonTokenKind.Operator
            ? _text.Substring(_line[index].Start, _line[index].Length)
            : "";

    private readonly record struct Block(int Indentation, bool IsScope);
}
