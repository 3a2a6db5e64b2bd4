using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Functions.Shell;

/// <summary>The values of one call of a command while they are written. Simply dropped when the call is given up.</summary>
internal struct ShellArguments
{
    private readonly ShellCommand _command;
    private readonly ArgumentWriter _writer;
    private long _bytes;
    private long _largestBytes;
    private string? _largestName;

    public ShellArguments(ShellCommand command)
    {
        _command = command;
        _writer = ArgumentWriter.Rent(ShellJson.Rules);
    }

    /// <exception cref="ArgumentException">The value holds what no command line can carry.</exception>
    public void Add(string parameter, string field, string value, bool isUnquoted)
    {
        if (isUnquoted)
        {
            Check(parameter, value);
            Fill(parameter, field, value);
        }
        else
        {
            Fill(parameter, field, Quote(parameter, value));
        }
    }

    /// <exception cref="ArgumentException">A value is null, or holds what no command line can carry.</exception>
    public void AddEach(string parameter, string field, IEnumerable<string?> values)
    {
        var index = 0;
        var words = new List<string>();
        foreach (var value in values)
        {
            words.Add(Quote(
                $"{parameter}[{index}]",
                value ?? throw new ArgumentException($"{_command.DisplayName}: the argument '{parameter}[{index}]' is null, which is not a word.", parameter)));
            index++;
        }

        Fill(parameter, field, string.Join(' ', words));
    }

    /// <summary>Fills a field with text of the command itself.</summary>
    public void Fill(string parameter, string field, string text)
    {
        _writer.Keyword(field, text);
        var bytes = _command.Cost(field, text);
        _bytes += bytes;
        if (bytes >= _largestBytes)
        {
            _largestBytes = bytes;
            _largestName = parameter;
        }
    }

    /// <exception cref="ArgumentException">The command line is longer than Linux takes.</exception>
    public readonly PackedArguments Finish()
    {
        _command.CheckLength(_bytes, _largestName);
        return _writer.Finish();
    }

    /// <summary>The same as <see cref="Finish"/> without a check, in an array of its own.</summary>
    public readonly byte[] FinishCopy() => _writer.FinishCopy();

    private readonly string Quote(string parameter, string value)
    {
        Check(parameter, value);
        return ShellWord.Quote(value);
    }

    private readonly void Check(string parameter, string value)
    {
        try
        {
            ShellWord.Check(value);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{_command.DisplayName}: the argument '{parameter}' cannot be passed: {e.Message}", parameter, e);
        }
    }
}
