using GlobusCompute.Remote.Shared.Shell;

namespace GlobusCompute.Remote.Functions.Shell;

/// <summary>A command line with fields, ready to be called: checked, and joined to the Python function that runs it. Immutable.</summary>
internal sealed class ShellCommand
{
    // What Linux passes to a program in one argument (MAX_ARG_STRLEN), the closing NUL left out.
    private const int MaxBytes = (32 * 4096) - 1;

    private readonly ShellTemplate _template;
    private readonly int _fixedBytes;

    /// <exception cref="ArgumentException">The command or an option cannot be used. The message says why.</exception>
    public ShellCommand(
        string displayName,
        string name,
        string command,
        ShellOptions options,
        Func<string, bool> isUnquoted,
        RegistrationOptions? registration = null,
        CallPolicy? policy = null)
    {
        options.Validate(displayName);
        DisplayName = displayName;
        IsMpi = options.IsMpi;
        _template = ShellTemplate.Parse(command, isUnquoted);
        if (_template.Problem is { } problem)
        {
            throw new ArgumentException($"{displayName}: the command {problem}.");
        }

        foreach (var field in _template.Fields)
        {
            if (field.Danger is { } danger)
            {
                throw new ArgumentException($"{displayName}: a value cannot be kept literal in the field {{{field.Name}}}: {danger}.");
            }
        }

        _fixedBytes = ShellWord.Utf8Length(command) - _template.Fields.Sum(static field => ShellWord.Utf8Length(field.Name) + 2)
            + (options.IsMpi ? "$PARSL_MPI_PREFIX ".Length : 0);
        Function = FunctionDefinition.FromSource(displayName, name, ShellSource.Write(name, command, options), registration, policy, FunctionOrigin.Command);
    }

    public string DisplayName { get; }

    public bool IsMpi { get; }

    public FunctionDefinition Function { get; }

    public IEnumerable<ShellField> Fields => _template.Fields;

    /// <summary>Whether a field may become several words, or none, wherever it occurs.</summary>
    public bool IsWholeWord(string field) => _template.Fields.All(candidate => candidate.Name != field || candidate.IsWholeWord);

    /// <summary>Bytes that a value adds to the command line.</summary>
    public long Cost(string field, string value)
    {
        var count = 0;
        foreach (var candidate in _template.Fields)
        {
            count += candidate.Name == field ? 1 : 0;
        }

        return (long)count * ShellWord.Utf8Length(value);
    }

    /// <exception cref="ArgumentException">The command line is longer than Linux takes.</exception>
    public void CheckLength(long valueBytes, string? parameter)
    {
        if (_fixedBytes + valueBytes > MaxBytes)
        {
            throw new ArgumentException(
                $"{DisplayName}: the command line takes {_fixedBytes + valueBytes:N0} bytes; Linux allows {MaxBytes:N0} for a shell. "
                + "Put the data into a file that the worker can read, and pass its path.",
                parameter);
        }
    }
}
