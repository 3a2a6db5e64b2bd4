namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>The indentations of the blocks around a line, as Python compares them: with tabs of eight columns, and of one.</summary>
internal sealed class Indentation
{
    private const int Maximum = 100;
    private const int TabSize = 8;
    private readonly Stack<(int Column, int Alternate)> _levels = new([(0, 0)]);
    private int _column;
    private int _alternate;

    /// <summary>How many blocks are open.</summary>
    public int Depth => _levels.Count - 1;

    /// <summary>Begins with a new line.</summary>
    public void Reset() => (_column, _alternate) = (0, 0);

    /// <summary>Counts a character of white space.</summary>
    public void Add(char c)
    {
        switch (c)
        {
            case ' ':
                _column++;
                _alternate++;
                break;
            case '\t':
                _column = ((_column / TabSize) + 1) * TabSize;
                _alternate++;
                break;
            default:
                Reset();
                break;
        }
    }

    /// <summary>Keeps what was counted, to go on with <see cref="Restore"/>.</summary>
    public (int Column, int Alternate) Save() => (_column, _alternate);

    /// <summary>Goes back to what was counted before.</summary>
    public void Restore((int Column, int Alternate) saved) => (_column, _alternate) = saved;

    /// <summary>Compares the line with the blocks around it.</summary>
    /// <param name="error">What is wrong, or null.</param>
    /// <returns>1 when the line begins a block; minus the number of blocks that it ends; 0 for a line of the same block.</returns>
    public int Compare(out string? error)
    {
        error = null;
        var (column, alternate) = _levels.Peek();
        if (_column > column)
        {
            error = _alternate <= alternate ? "inconsistent use of tabs and spaces in indentation" : _levels.Count > Maximum - 1 ? "too many levels of indentation" : null;
            _levels.Push((_column, _alternate));
            return 1;
        }

        var ended = 0;
        while (_column < _levels.Peek().Column)
        {
            _levels.Pop();
            ended++;
        }

        if (_levels.Peek().Column != _column)
        {
            error = "unindent does not match any outer indentation level";
        }
        else if (_levels.Peek().Alternate != _alternate)
        {
            error = "inconsistent use of tabs and spaces in indentation";
        }

        return -ended;
    }
}
