using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Shows recorded arguments in messages, and compares them.</summary>
internal static class Shown
{
    private const int LongestArgument = 80;
    private const int MostNearest = 3;

    private static readonly PayloadRules s_rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);

    /// <summary>Gets arguments as Python writes a call.</summary>
    public static string Of(RecordedPayload arguments, RecordedPayload keywords) => $"({string.Join(", ", Parts(arguments, keywords))})";

    /// <summary>Gets a value as Python writes it, cut where it is long; null where it cannot be read.</summary>
    public static string? Value(RecordedPayload payload)
    {
        try
        {
            return payload.Text is { } text ? Read(text).ToString() : null;
        }
        catch (PayloadException)
        {
            return null;
        }
    }

    /// <summary>Gets the calls whose arguments differ least.</summary>
    public static IEnumerable<RecordedCall> Nearest(CallTexts texts, IReadOnlyList<RecordedCall> calls)
    {
        var parts = Parts(texts.Arguments, texts.Keywords);
        return calls.DistinctBy(static call => call.Key).OrderBy(call => Distance(parts, Parts(call.Arguments, call.Keywords))).Take(MostNearest);
    }

    // Arguments that differ, and then how much of them does.
    private static (int Different, int Characters) Distance(List<string> left, List<string> right)
    {
        var different = Math.Abs(left.Count - right.Count);
        var characters = 0;
        foreach (var (one, other) in left.Zip(right))
        {
            if (one != other)
            {
                different++;
                characters += Math.Max(one.Length, other.Length) - EqualStart(one, other) - EqualEnd(one, other);
            }
        }

        return (different, characters);
    }

    private static int EqualStart(string left, string right) => left.AsSpan().CommonPrefixLength(right);

    private static int EqualEnd(string left, string right)
    {
        var length = 0;
        var most = Math.Min(left.Length, right.Length) - EqualStart(left, right);
        while (length < most && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    private static List<string> Parts(RecordedPayload arguments, RecordedPayload keywords)
    {
        var parts = new List<string>();
        Add(arguments, value => parts.AddRange(value.Items.Select(static item => Clip(item.ToString()))));
        Add(keywords, value => parts.AddRange(value.Entries.Select(static entry => $"{entry.Key.As<string>()}={Clip(entry.Value.ToString())}")));
        return parts;

        void Add(RecordedPayload payload, Action<PythonValue> add)
        {
            if (payload.Text is not { } text)
            {
                parts.Add("(withheld)");
                return;
            }

            try
            {
                add(Read(text));
            }
            catch (Exception e) when (e is PayloadException or InvalidOperationException)
            {
                parts.Add($"({text.Length} characters in a binary format)");
            }
        }
    }

    private static PythonValue Read(string text) => ResultReader.Read<PythonValue>(Encoding.UTF8.GetBytes(text), s_rules, allowNull: true);

    private static string Clip(string text) => text.Length <= LongestArgument ? text : text[..LongestArgument] + "…";
}
