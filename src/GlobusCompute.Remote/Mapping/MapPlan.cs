using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>What a Map runs and with which arguments; all but the items is written at the call. Immutable.</summary>
internal sealed class MapPlan
{
    // Headers, brackets, quotes and digits of a task string that are not counted byte by byte.
    private const int Slack = 64;

    private static readonly byte[] s_withheld = Encoding.UTF8.GetBytes($"\"{CallDetails.Withheld}\"");

    private readonly IReadOnlyList<MapArgument> _arguments;
    private readonly bool[] _withheld = [];
    private readonly byte[] _places = [];
    private readonly byte[] _constants = [];
    private readonly byte[] _keywords = [];
    private readonly int _room;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="FunctionNotPinnedException">The client may register nothing, and what is called is not pinned.</exception>
    /// <exception cref="ArgumentException">The options ask for chunks of a pinned function, or the constant arguments leave no room for items.</exception>
    public MapPlan(
        ExecutorRuntime executor,
        CallTarget target,
        FunctionDefinition function,
        PayloadRules rules,
        bool allowNull,
        IReadOnlyList<MapArgument> arguments,
        IReadOnlyList<MapInput> inputs,
        ComputeMapOptions options)
    {
        options = options.Checked();
        Executor = executor;
        Target = target;
        Rules = rules;
        AllowNull = allowNull;
        Inputs = inputs;
        Options = options;
        IsChunked = options.ChunkSize > 1;
        Function = executor.Resolve(IsChunked ? function.Chunked ?? throw NoChunks(function, options) : function);
        _arguments = arguments;
        IsSensitive = arguments.Any(static argument => argument.IsSensitive);
        if (IsSensitive)
        {
            _withheld = new bool[inputs.Count];
            foreach (var argument in arguments.Where(static argument => argument is { IsSensitive: true, Constant: null }))
            {
                _withheld[argument.Input] = true;
            }
        }

        if (IsChunked)
        {
            (_places, _constants, _keywords) = Split(arguments);
        }

        var limit = target.MaxTaskBytes - Function.CodeBytes;
        var constants = IsChunked
            ? Escaped(_places) + Escaped(_constants) + Escaped(_keywords)
            : arguments.Sum(static a => (a.Constant is null ? 0 : Escaped(a.Constant)) + (a.Keyword is null ? 0 : 12 * a.Keyword.Length) + 8);
        _room = limit - Slack - constants;
        if (_room <= 0)
        {
            throw new ArgumentException(
                $"The arguments of {Function.DisplayName} that are the same for all items take {constants:N0} bytes as JSON; one request may carry {limit:N0}. "
                + "Pass less, or a path or URL the worker can read.");
        }
    }

    /// <summary>Makes a Map that is run by its enumeration, under the executor's settings as they are now.</summary>
    public static ComputeMap<T> Create<T>(
        ExecutorRuntime executor,
        FunctionDefinition function,
        PayloadRules rules,
        bool allowNull,
        IReadOnlyList<MapArgument> arguments,
        IReadOnlyList<MapInput> inputs,
        ComputeMapOptions? options,
        TimeSpan? timeout,
        Type? interfaceType,
        CancellationToken cancellationToken)
    {
        executor.ThrowIfClosed();
        var target = executor.Settings.Take();
        function = function.With(target.Settings.ContainerId);
        var plan = new MapPlan(executor, target, function, rules, allowNull, arguments, inputs, options ?? ComputeMapOptions.Default)
        {
            Timeout = timeout,
            InterfaceType = interfaceType,
        };
        return new ComputeMap<T>(enumeration => MapRun<T>.RunAsync(plan, cancellationToken, enumeration));
    }

    public ExecutorRuntime Executor { get; }

    /// <summary>The executor's settings at the call.</summary>
    public CallTarget Target { get; }

    /// <summary>How long each task may take, instead of what the function and the executor say; null for that.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The proxy's interface, or null.</summary>
    public Type? InterfaceType { get; init; }

    /// <summary>What is called: the function, or its wrapper when items go in chunks.</summary>
    public FunctionDefinition Function { get; }

    public PayloadRules Rules { get; }

    public bool AllowNull { get; }

    public IReadOnlyList<MapInput> Inputs { get; }

    public ComputeMapOptions Options { get; }

    /// <summary>Whether tasks run the wrapper.</summary>
    public bool IsChunked { get; }

    /// <summary>Whether recordings must not hold some of the arguments.</summary>
    public bool IsSensitive { get; }

    /// <summary>How many items there are, where that is known.</summary>
    public int? Count => Inputs.Any(static i => i.Count is null) ? null : Inputs.Min(static i => i.Count);

    /// <summary>Whether an item of a size fits into a task beside others.</summary>
    /// <param name="taken">Bytes that the others take.</param>
    /// <param name="row">The item; its bytes are added.</param>
    public bool TryTakeRoom(ref int taken, MapRow row)
    {
        var bytes = row.EscapedLength + 4 + (2 * row.Width);
        if (bytes > _room - taken)
        {
            return false;
        }

        taken += bytes;
        return true;
    }

    /// <summary>Says that an item fits into no request.</summary>
    public ArgumentException TooLarge(int index, MapRow row) => new(
        $"{Function.DisplayName}: item {index} takes {row.EscapedLength:N0} bytes as JSON; one request has room for {_room:N0}. "
        + "Pass less of it, or a path or URL the worker can read.");

    /// <summary>Says that an item cannot be sent.</summary>
    public ArgumentException Unsendable(int index, PayloadException e) =>
        new($"{Function.DisplayName}: item {index} cannot be sent{(e.Path is null ? "" : $" (at {e.Path})")}: {e.Message}", e);

    /// <summary>The arguments of a task that runs one item.</summary>
    public PackedArguments Pack(MapRow row) => Write(row, isRedacted: false).Finish();

    /// <summary>The same without sensitive ones; null where none is.</summary>
    public byte[]? PackRedacted(MapRow row) => IsSensitive ? Write(row, isRedacted: true).FinishCopy() : null;

    /// <summary>The arguments of a task that runs several items, for the wrapper.</summary>
    public PackedArguments Pack(JsonBuffer items) => Write(items, (_places, _constants, _keywords)).Finish();

    /// <summary>The same without sensitive ones.</summary>
    /// <param name="items">The items, each without its sensitive elements.</param>
    public byte[] PackRedacted(JsonBuffer items) => Write(items, Split([.. _arguments.Select(Redact)])).FinishCopy();

    /// <summary>Adds an item without its sensitive elements to a list of items.</summary>
    public void Redact(MapRow row, JsonBuffer items) => row.AppendTo(items, _withheld, s_withheld);

    /// <summary>What filters see of a task.</summary>
    /// <param name="valueOf">The elements of a sequence, by its number.</param>
    public CallDetails Describe(Func<int, object?> valueOf)
    {
        var shown = new List<ComputeCallArgument>(_arguments.Count);
        foreach (var argument in _arguments)
        {
            if (argument.Shown is { } known)
            {
                shown.Add(argument.Constant is null ? known with { Value = valueOf(argument.Input) } : known);
            }
        }

        return new CallDetails(InterfaceType, shown, Timeout);
    }

    private static MapArgument Redact(MapArgument argument) =>
        argument is { IsSensitive: true, Constant: not null } ? argument with { Constant = s_withheld } : argument;

    private ArgumentWriter Write(MapRow row, bool isRedacted)
    {
        var writer = ArgumentWriter.Rent(Rules);
        foreach (var argument in _arguments)
        {
            var value = isRedacted && argument.IsSensitive ? s_withheld
                : argument.Constant is { } constant ? constant
                : row[argument.Input];
            if (argument.Keyword is { } name)
            {
                writer.RawKeyword(name, value);
            }
            else
            {
                writer.RawPositional(value);
            }
        }

        return writer;
    }

    private ArgumentWriter Write(JsonBuffer items, (byte[] Places, byte[] Constants, byte[] Keywords) rest)
    {
        var writer = ArgumentWriter.Rent(Rules);
        writer.RawPositional([(byte)'[', .. items.Written, (byte)']']);
        writer.RawPositional(rest.Places);
        writer.RawPositional(rest.Constants);
        writer.RawPositional(rest.Keywords);
        return writer;
    }

    /// <summary>Where the elements belong, and the constants with None in those places.</summary>
    private static (byte[] Places, byte[] Constants, byte[] Keywords) Split(IReadOnlyList<MapArgument> arguments)
    {
        var places = new string[arguments.Count(static a => a.Constant is null)];
        var constants = new List<string>();
        var keywords = new List<string>();
        foreach (var argument in arguments)
        {
            var name = argument.Keyword is { } keyword ? Quoted(keyword) : null;
            if (argument.Constant is null)
            {
                places[argument.Input] = name ?? constants.Count.ToString(CultureInfo.InvariantCulture);
            }

            var value = argument.Constant is { } json ? Encoding.UTF8.GetString(json) : "null";
            if (name is null)
            {
                constants.Add(value);
            }
            else if (argument.Constant is not null)
            {
                keywords.Add($"{name}: {value}");
            }
        }

        return (
            Encoding.UTF8.GetBytes($"[{string.Join(", ", places)}]"),
            Encoding.UTF8.GetBytes($"[{string.Join(", ", constants)}]"),
            Encoding.UTF8.GetBytes($"{{{string.Join(", ", keywords)}}}"));
    }

    private static string Quoted(string name)
    {
        var buffer = new JsonBuffer();
        buffer.Text(name);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    private static int Escaped(ReadOnlySpan<byte> json) => JsonStringText.EscapedLength(json) + 2;

    private static ArgumentException NoChunks(FunctionDefinition function, ComputeMapOptions options) => new(
        $"{function.DisplayName} is pinned to a function id, so its source is not known here, and several items cannot run in one task. "
        + $"Leave {nameof(ComputeMapOptions)}.{nameof(options.ChunkSize)} at 1 instead of {options.ChunkSize:N0}, or name the function by File or Source.",
        nameof(options));
}
