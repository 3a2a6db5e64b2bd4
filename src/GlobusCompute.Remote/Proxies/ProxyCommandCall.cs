using System.ComponentModel;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions.Shell;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: one call of a command while its fields are filled, in the order of the method's parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProxyCommandCall
{
    private readonly ProxyContext _context;
    private readonly ProxyCommand _command;

    // Null where no filter looks at them.
    private readonly List<ComputeCallArgument>? _values;
    private ShellArguments _arguments;

    // The same without sensitive values; null where nobody records, or nothing is sensitive.
    private ShellArguments? _redacted;
    private int _index;

    /// <summary>Starts a call.</summary>
    /// <param name="context">What the proxy calls through.</param>
    /// <param name="command">The method's definition.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProxyCommandCall(ProxyContext context, ProxyCommand command)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(command);
        _context = context;
        _command = command;
        _arguments = new ShellArguments(command.Shell);
        _values = context.Executor.HasFilters ? new List<ComputeCallArgument>(command.Fields.Count) : null;
        _redacted = _values is not null && command.IsSensitive ? new ShellArguments(command.Shell) : null;
    }

    /// <summary>Fills the next field with a text.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The value is null without being allowed to, or holds what no command line can carry.</exception>
    public void Add(string? value)
    {
        var field = _command.Fields[_index++];
        _values?.Add(field.Show(value));
        Fill(ref _arguments, field, value);
        if (_redacted is { } redacted)
        {
            Fill(ref redacted, field, field.IsSensitive ? CallDetails.Withheld : value);
        }
    }

    /// <summary>Fills the next field with a number, an id or a date.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    public void Add<T>(T value)
        where T : struct, ISpanFormattable => Add(ShellWord.Text(value));

    /// <summary>Fills the next field with a number, an id or a date.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <exception cref="ArgumentException">The value is null without being allowed to.</exception>
    public void Add<T>(T? value)
        where T : struct, ISpanFormattable => Add(value is { } given ? ShellWord.Text(given) : null);

    /// <summary>Fills the next field with one word for each text.</summary>
    /// <param name="values">The texts.</param>
    /// <exception cref="ArgumentException">A value is null, or holds what no command line can carry.</exception>
    public void AddEach(IEnumerable<string?>? values)
    {
        var field = _command.Fields[_index++];
        if (_values is not null)
        {
            // They are read once.
            values = values?.ToArray();
            _values.Add(field.Show(values));
        }

        FillEach(ref _arguments, field, values);
        if (_redacted is { } redacted)
        {
            FillEach(ref redacted, field, field.IsSensitive ? [CallDetails.Withheld] : values);
        }
    }

    /// <summary>Fills the next field with one word for each number, id or date.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <exception cref="ArgumentException">The list is null without being allowed to.</exception>
    public void AddEach<T>(IEnumerable<T>? values)
        where T : struct, ISpanFormattable => AddEach(values?.Select(static value => (string?)ShellWord.Text(value)));

    /// <summary>Fills the next field with one word for each text.</summary>
    /// <param name="values">The texts.</param>
    /// <exception cref="ArgumentException">A value is null, or holds what no command line can carry.</exception>
    public void AddSpan(scoped ReadOnlySpan<string> values) => AddEach(values.ToArray());

    /// <summary>Fills the next field with one word for each number, id or date.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T">The values' type.</typeparam>
    public void AddSpan<T>(scoped ReadOnlySpan<T> values)
        where T : struct, ISpanFormattable => AddEach(values.ToArray().AsEnumerable());

    /// <summary>Sends the call.</summary>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <exception cref="ArgumentException">The command line is longer than Linux takes.</exception>
    /// <exception cref="InvalidOperationException">The command is an MPI function, and the executor's resource specification is none for one.</exception>
    /// <exception cref="FunctionNotPinnedException">The client may register nothing, and commands cannot be pinned.</exception>
    /// <exception cref="CallQueueFullException">Too much waits to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public readonly ComputeFuture<ShellResult> Submit(CancellationToken cancellationToken = default) =>
        _context.Executor.Run(
        _command.Shell, _arguments, cancellationToken, Details);

    private readonly CallDetails? Details =>
        _values is null ? null : new CallDetails(_context.InterfaceType, _values) { Redacted = _redacted?.FinishCopy() };

    private readonly void Fill(ref ShellArguments arguments, ProxyCommandField field, string? value)
    {
        if (value is null)
        {
            Omit(ref arguments, field);
        }
        else
        {
            arguments.Add(field.Name, field.Field, value, (field.Filling & ProxyFilling.Unquoted) != 0);
        }
    }

    private readonly void FillEach(ref ShellArguments arguments, ProxyCommandField field, IEnumerable<string?>? values)
    {
        if (values is null)
        {
            Omit(ref arguments, field);
        }
        else
        {
            arguments.AddEach(field.Name, field.Field, values);
        }
    }

    private readonly void Omit(ref ShellArguments arguments, ProxyCommandField field)
    {
        if ((field.Filling & ProxyFilling.OmitWhenNull) == 0)
        {
            throw new ArgumentNullException(
                field.Name,
                $"{_command.DisplayName}: the argument '{field.Name}' is null, which is not a word; "
                + "mark the parameter [ComputeOmitWhenNull] to leave it out then.");
        }

        arguments.Fill(field.Name, field.Field, "");
    }
}
