using System.ComponentModel;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Proxies;

/// <summary>For generated code: one call while its arguments are written. Arguments are serialized as they are added.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProxyCall
{
    private readonly ProxyContext _context;
    private readonly ProxyMethod _method;

    // Null where no filter looks at them.
    private readonly List<ComputeCallArgument>? _values;
    private ArgumentPacker _packer;

    // Null where nobody records, or nothing is sensitive.
    private readonly ArgumentWriter? _redacted;
    private int _index;
    private bool _byKeyword;
    private string? _tag;

    internal ProxyCall(ProxyContext context, ProxyMethod method)
    {
        _context = context;
        _method = method;
        _packer = new ArgumentPacker(ArgumentWriter.Rent(context.Rules, method.Formats));
        _values = context.Executor.HasFilters ? new List<ComputeCallArgument>(method.Parameters.Count) : null;
        _redacted = _values is not null && method.IsSensitive ? ArgumentWriter.Rent(context.Rules, method.Formats) : null;
    }

    /// <summary>Adds the next argument.</summary>
    /// <param name="value">The value; left out when null and the parameter says so.</param>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <exception cref="ArgumentException">The value has no form that Python would read as the same value. The message says why.</exception>
    public void Add<T>(T value)
    {
        var parameter = _method.Parameters[_index++];
        _values?.Add(parameter.Show(value));
        if (value is null && (parameter.Passing & ProxyPassing.OmitWhenNull) != 0)
        {
            _byKeyword = true;
            return;
        }

        var before = _packer.Writer.Length;
        try
        {
            WriteValue(_packer.Writer, parameter, value);
        }
        catch (PayloadException e)
        {
            throw Unserialisable(parameter, e);
        }

        _packer.Weigh(_index - 1, before);
        if (_redacted is null)
        {
            return;
        }

        if (parameter.IsSensitive)
        {
            Write(_redacted, parameter, CallDetails.Withheld);
        }
        else
        {
            WriteValue(_redacted, parameter, value);
        }
    }

    /// <summary>Adds each value as a positional argument of its own.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <exception cref="ArgumentException">A value has no form that Python would read as the same value. The message says why.</exception>
    public void AddEach<T>(ReadOnlySpan<T> values)
    {
        var parameter = _method.Parameters[_index++];
        _values?.Add(parameter.Show(values.ToArray()));
        var before = _packer.Writer.Length;
        try
        {
            foreach (var value in values)
            {
                WriteValue(_packer.Writer, parameter, value, isEach: true);
                if (!parameter.IsSensitive && _redacted is not null)
                {
                    WriteValue(_redacted, parameter, value, isEach: true);
                }
            }

            if (parameter.IsSensitive)
            {
                _redacted?.Positional(CallDetails.Withheld);
            }
        }
        catch (PayloadException e)
        {
            throw Unserialisable(parameter, e);
        }

        _packer.Weigh(_index - 1, before);
    }

    /// <summary>Names the call, see <see cref="ComputeTagAttribute"/>.</summary>
    /// <param name="tag">The name, or null for none.</param>
    /// <param name="parameterName">The C# parameter.</param>
    /// <exception cref="ArgumentException">It is empty, longer than 1,000 characters, or not well-formed text.</exception>
    public void SetTag(string? tag, string parameterName) => _tag = CallTag.Check(tag, parameterName);

    /// <summary>Sends the call whose result has a value.</summary>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <exception cref="ArgumentException">The arguments are larger than one request may be.</exception>
    /// <exception cref="FunctionNotPinnedException">The client may register nothing, and the function is not pinned in its environment.</exception>
    /// <exception cref="CallQueueFullException">Too much waits to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public readonly ComputeFuture<T> Submit<T>(CancellationToken cancellationToken = default) =>
        _context.Executor.Submit<T>(_method.Function, Finish(), _context.RulesOf(_method), _method.AllowsNullResult, cancellationToken, _tag, Details);

    /// <summary>Sends the call whose result is ignored.</summary>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <exception cref="ArgumentException">The arguments are larger than one request may be.</exception>
    /// <exception cref="FunctionNotPinnedException">The client may register nothing, and the function is not pinned in its environment.</exception>
    /// <exception cref="CallQueueFullException">Too much waits to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public readonly ComputeFuture Submit(CancellationToken cancellationToken = default) =>
        _context.Executor.Submit(_method.Function, Finish(), cancellationToken, _tag, Details);

    private readonly CallDetails? Details => _values is null ? null : new CallDetails(_context.InterfaceType, _values) { Redacted = _redacted?.FinishCopy() };

    private readonly void WriteValue<T>(ArgumentWriter writer, ProxyParameter parameter, T value, bool isEach = false)
    {
        if (parameter.Format is not { } format)
        {
            Write(writer, parameter, value, isEach);
            return;
        }

        Write(writer, parameter, _context.Rules.FormatOf(format).Encode(value, _context.Room(_method.Function, writer.Length)), isEach);
    }

    // Those of *args have no keyword, whatever was left out before them.
    private readonly void Write<T>(ArgumentWriter writer, ProxyParameter parameter, T value, bool isEach = false)
    {
        if (!isEach && (_byKeyword || (parameter.Passing & ProxyPassing.Keyword) != 0))
        {
            writer.Keyword(parameter.PythonName, value);
        }
        else
        {
            writer.Positional(value);
        }
    }

    private readonly PackedArguments Finish() => _packer.Finish(
        _method.DisplayName,
        _context.Executor.Settings.MaxTaskBytes - _method.Function.CodeBytes,
        _method,
        static (method, i) => i < 0 ? default : ($"'{method.Parameters[i].Name}'", method.Parameters[i].Name));

    private readonly ArgumentException Unserialisable(ProxyParameter parameter, PayloadException e) =>
        ArgumentFaults.Unserialisable(_method.DisplayName, $"'{parameter.Name}'", parameter.Name, e);
}
