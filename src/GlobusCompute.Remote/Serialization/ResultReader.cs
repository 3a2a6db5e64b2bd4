using System.Text;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Reads a serialized result of any strategy (protocol.md §4.1, §4.2) into a type.</summary>
internal static class ResultReader
{
    private const int HeaderLength = 3;

    private static readonly Dictionary<string, ResultStrategy> s_strategies = new ResultStrategy[]
    {
        new JsonStrategy(),
        new CombinedStrategy(),
        new PickleStrategy(),
        UnreadableStrategy.Code("01", "a pickled function or class"),
        UnreadableStrategy.Code("02", "a pickled function or class"),
        UnreadableStrategy.Code("03", "the source of a function or class"),
        UnreadableStrategy.Code("04", "the source of a function or class"),
        UnreadableStrategy.Code("10", "a function or class"),
        UnreadableStrategy.Code("12", "a function or class"),
        UnreadableStrategy.Code("st", "the source of a function or class"),
        UnreadableStrategy.Code("sd", "the source of a function or class"),
    }.ToDictionary(s => s.Identifier);

    /// <param name="payload">The serialized text as UTF-8, header included. A lone surrogate may be its three-byte sequence.</param>
    /// <param name="rules">The rules of the interface.</param>
    /// <param name="allowNull">Whether None is a value of the type.</param>
    /// <exception cref="PayloadException">The payload is malformed, of a strategy that cannot be read, or does not fit.</exception>
    public static T Read<T>(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull)
    {
        // A pickle travels as base64, four characters for three bytes of it.
        var budget = PayloadBudget.Rent(payload.StartsWith("11\n"u8) ? payload.Length : payload.Length * 3L / 4);
        try
        {
            return Read<T>(payload, rules, allowNull, budget);
        }
        finally
        {
            PayloadBudget.Return(budget);
        }
    }

    /// <param name="payload">The serialized text as UTF-8, header included.</param>
    /// <param name="rules">The rules of the interface.</param>
    /// <param name="allowNull">Whether None is a value of the type.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <exception cref="PayloadException">The payload is malformed, of a strategy that cannot be read, or does not fit.</exception>
    public static T Read<T>(ReadOnlySpan<byte> payload, PayloadRules rules, bool allowNull, PayloadBudget budget) =>
        rules.ResultFormat is { } format
            ? FormattedResult.Read<T>(format, payload, rules.Unformatted, allowNull, budget)
            : StrategyOf(payload, rules).Read<T>(payload[HeaderLength..], rules, allowNull, budget);

    /// <summary>Whether a header is one of the SDK's own formats.</summary>
    public static bool IsKnown(string header) => s_strategies.ContainsKey(header);

    private static ResultStrategy StrategyOf(ReadOnlySpan<byte> payload, PayloadRules rules)
    {
        if (payload.IsEmpty)
        {
            throw new PayloadException("The result is empty: not even the header that names its format is there.");
        }

        if (payload.Length < HeaderLength || payload[HeaderLength - 1] != '\n')
        {
            throw new PayloadException($"The result does not begin with two letters and a line feed that name its format, but with '{Clip(payload)}'.");
        }

        var identifier = Clip(payload[..2]);
        return s_strategies.GetValueOrDefault(identifier)
            ?? (rules.Payloads?.Strategies.FirstOrDefault(s => s.Header == identifier) is { } added ? new AddedStrategy(added) : null)
            ?? throw new PayloadException($"The result is in the unknown format '{identifier}'. It can be read as 11 (JSON), 00 (a pickle) or 13 (both).");
    }

    private static string Clip(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, HeaderLength)]).ReplaceLineEndings("\\n");
}
