using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Functions;

/// <summary>The formats of a function's arguments and result, for calls without a proxy. Immutable.</summary>
internal sealed class FunctionFormats
{
    public static readonly FunctionFormats None = new([], [], null, FormattedResultShape.Value);

    private readonly Dictionary<int, ComputeFormat> _positional;
    private readonly Dictionary<string, ComputeFormat> _keyword;

    private readonly FormattedResultShape _shape;

    private FunctionFormats(
        Dictionary<int, ComputeFormat> positional, Dictionary<string, ComputeFormat> keyword, ComputeFormat? result, FormattedResultShape shape)
    {
        _positional = positional;
        _keyword = keyword;
        Result = result;
        _shape = shape;
    }

    /// <summary>The format of the result, or null.</summary>
    public ComputeFormat? Result { get; }

    /// <summary>Whether the function needs an adapter.</summary>
    public bool NeedAdapter => _positional.Values.Concat(_keyword.Values).Any(static format => format.Adapter is not null) || Result?.Adapter is not null;

    public ComputeFormat? Of(int position) => _positional.GetValueOrDefault(position);

    public ComputeFormat? Of(string keyword) => _keyword.GetValueOrDefault(keyword);

    public FunctionFormats With(int position, ComputeFormat format) => new(new(_positional) { [position] = format }, _keyword, Result, _shape);

    public FunctionFormats With(string keyword, ComputeFormat format) => new(_positional, new(_keyword) { [keyword] = format }, Result, _shape);

    public FunctionFormats WithResult(ComputeFormat format, FormattedResultShape shape) => new(_positional, _keyword, format, shape);

    /// <summary>A source with the function that decodes and encodes, and that function's name.</summary>
    public (string Name, string Source) Append(string source, string function)
    {
        var arguments = _positional.OrderBy(static pair => pair.Key)
            .Where(static pair => pair.Value.Adapter is not null)
            .Select(static pair => new FormattedArgument($"{pair.Key + 1}", pair.Key, Keyword: null, IsVariadic: false, pair.Value.Adapter!))
            .Concat(_keyword.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Where(static pair => pair.Value.Adapter is not null)
                .Select(static pair => new FormattedArgument(pair.Key, Position: -1, pair.Key, IsVariadic: false, pair.Value.Adapter!)));
        return FormatWrapper.Append(source, function, [.. arguments], Result?.Adapter is { } adapter ? new FormattedReturn(adapter, _shape) : null);
    }
}
