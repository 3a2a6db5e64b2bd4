using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Proxies;

/// <summary>
/// For generated code: one call of a Map while its arguments are given. Those that are the same for all items are serialized as they are added.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProxyMapCall
{
    private readonly ProxyContext _context;
    private readonly ProxyMethod _method;
    private readonly JsonBuffer _buffer;
    private readonly List<MapArgument> _arguments;
    private readonly List<MapInput> _inputs;
    private int _index;
    private bool _byKeyword;

    internal ProxyMapCall(ProxyContext context, ProxyMethod method)
    {
        _context = context;
        _method = method;
        _buffer = new JsonBuffer();
        _arguments = new List<MapArgument>(method.Parameters.Count);
        _inputs = [];
    }

    /// <summary>Adds the next argument, which is the same for all items.</summary>
    /// <param name="value">The value; left out when null and the parameter says so.</param>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <exception cref="ArgumentException">The value has no form that Python would read as the same value. The message says why.</exception>
    public void Add<T>(T value)
    {
        var parameter = _method.Parameters[_index++];
        if (value is null && (parameter.Passing & ProxyPassing.OmitWhenNull) != 0)
        {
            _byKeyword = true;
            return;
        }

        _arguments.Add(new MapArgument(Keyword(parameter), Write(parameter, value)) { Shown = Show(parameter, value), IsSensitive = parameter.IsSensitive });
    }

    /// <summary>Adds each value as a positional argument of its own, the same for all items.</summary>
    /// <param name="values">The values.</param>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <exception cref="ArgumentException">A value has no form that Python would read as the same value. The message says why.</exception>
    public void AddEach<T>(ReadOnlySpan<T> values)
    {
        var parameter = _method.Parameters[_index++];
        var shown = _context.Executor.HasFilters ? parameter.Show(values.ToArray()) : default(ComputeCallArgument?);
        foreach (var value in values)
        {
            _arguments.Add(new MapArgument(null, Write(parameter, value)) { Shown = shown, IsSensitive = parameter.IsSensitive });
            shown = null;
        }
    }

    /// <summary>Adds the next argument, which is another one for each item.</summary>
    /// <param name="items">Its values.</param>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public void AddItems<T>(IEnumerable<T>? items)
    {
        ThrowIfNull(items);
        // The compiler has judged the type.
        AddInput(new SequenceInput<T>(items, isExact: false) { Format = FormatOfNext });
    }

    /// <summary>Adds the next argument, which is another one for each item.</summary>
    /// <param name="items">Its values.</param>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public void AddItems<T>(IAsyncEnumerable<T>? items)
    {
        ThrowIfNull(items);
        AddInput(new StreamInput<T>(items, isExact: false) { Format = FormatOfNext });
    }

    /// <summary>Creates the Map. It runs when it is enumerated.</summary>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels all its runs.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, the function's source is not known and items are to go in chunks, or the arguments leave no room for items in a request.
    /// </exception>
    /// <exception cref="FunctionNotPinnedException">
    /// The client may register nothing, and the function is not pinned in its environment or items go in chunks.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public readonly ComputeMap<T> Map<T>(ComputeMapOptions? options = null, CancellationToken cancellationToken = default) =>
        MapPlan.Create<T>(
            _context.Executor,
            _method.Function,
            _context.RulesOf(_method),
            _method.AllowsNullResult,
            _arguments,
            _inputs,
            options,
            timeout: null,
            _context.InterfaceType,
            cancellationToken);

    // Boxed only where a filter looks at it.
    private readonly ComputeCallArgument? Show<T>(ProxyParameter parameter, T value) =>
        _context.Executor.HasFilters ? parameter.Show(value) : null;

    private readonly ComputeFormat? FormatOfNext => _method.Parameters[_index].Format;

    private readonly string? Keyword(ProxyParameter parameter) =>
        _byKeyword || (parameter.Passing & ProxyPassing.Keyword) != 0 ? parameter.PythonName : null;

    private readonly byte[] Write<T>(ProxyParameter parameter, T value)
    {
        _buffer.Clear();
        try
        {
            ArgumentJson.Write(_buffer, _context.Rules, value, isExact: false, parameter.Format);
        }
        catch (PayloadException e)
        {
            throw ArgumentFaults.Unserialisable(_method.DisplayName, $"'{parameter.Name}'", parameter.Name, e);
        }

        return _buffer.Written.ToArray();
    }

    private readonly void ThrowIfNull([NotNull] object? items)
    {
        if (items is null)
        {
            throw new ArgumentNullException(_method.Parameters[_index].Name);
        }
    }

    private void AddInput(MapInput input)
    {
        var parameter = _method.Parameters[_index++];
        _arguments.Add(new MapArgument(Keyword(parameter), null, _inputs.Count) { Shown = parameter.Show(null), IsSensitive = parameter.IsSensitive });
        _inputs.Add(input);
    }
}
