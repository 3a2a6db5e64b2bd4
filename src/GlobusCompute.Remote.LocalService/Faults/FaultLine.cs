using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>Faults in words: <c>drop_answer at submit nth 2</c>.</summary>
internal static class FaultLine
{
    /// <exception cref="FormatException">A line has another form.</exception>
    public static string ToJson(IReadOnlyList<string> lines)
    {
        var rules = new JsonArray();
        foreach (var line in lines)
        {
            rules.Add(ToRule(line ?? throw new FormatException("A fault is null.")));
        }

        return new JsonObject { ["rules"] = rules }.ToJsonString();
    }

    /// <summary>Writes a rule in words, which <see cref="ToJson"/> reads as the same rule.</summary>
    public static string Of(FaultRule rule)
    {
        var line = new StringBuilder($"{FaultWords.Of(rule.Kind)} at {FaultWords.Of(rule.At)}");
        Add("probability", rule.Probability);
        Add("nth", rule.Nth);
        Add("every", rule.Every);
        Add("count", rule.Count);
        Add("from", rule.From == TimeSpan.Zero ? null : rule.From.TotalSeconds);
        Add("until", rule.Until?.TotalSeconds);
        Add("status", rule.Status);
        Add("retry_after", rule.RetryAfter);
        Add("seconds", rule.Duration?.TotalSeconds);
        Add("garbage", rule.Garbage == GarbageBody.NotJson ? null : FaultWords.Of(rule.Garbage));
        Add("partial", rule.Partial == PartialAnswer.MissingIds ? null : FaultWords.Of(rule.Partial));
        Add("copies", rule.Copies == 1 ? null : rule.Copies);
        Add("size", rule.Size == 2 ? null : rule.Size);
        return line.ToString();

        void Add(string name, IConvertible? value)
        {
            if (value is not null)
            {
                line.Append(' ').Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static JsonObject ToRule(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || words[1] != "at" || words.Length % 2 == 0)
        {
            throw new FormatException($"'{line}' is not a fault such as 'drop_answer at submit' or 'status at submit status 429 nth 2'.");
        }

        var rule = new JsonObject { ["fault"] = words[0], ["at"] = words[2] };
        for (var i = 3; i < words.Length; i += 2)
        {
            rule[words[i]] = long.TryParse(words[i + 1], NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
                : double.TryParse(words[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
                : JsonValue.Create(words[i + 1]);
        }

        return rule;
    }
}
