using System.Globalization;
using System.Text.Json;

namespace GlobusCompute.Remote.Wire;

/// <summary>
/// Reads members of answers as far as they are there and make sense: an odd or absent one is null and spoils nothing beside it
/// (protocol.md §9, traps 16 to 18).
/// </summary>
internal static class AnswerJson
{
    /// <summary>A UUID, in whatever spelling; null also for the empty one.</summary>
    public static Guid? Id(this JsonElement parent, string name) =>
        parent.Text(name) is { } text && Guid.TryParse(text, out var id) && id != Guid.Empty ? id : null;

    public static string? Text(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.String } value ? value.Text() : null;

    /// <summary>The text of a string, or null when it holds half of a surrogate pair.</summary>
    public static string? Text(this JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool? Flag(this JsonElement parent, string name) => parent.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static int? Count(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var count) ? count : null;

    /// <summary>A moment: Unix seconds as a number or as text of one, or ISO text, which is UTC when it names no zone.</summary>
    public static DateTimeOffset? Moment(this JsonElement parent, string name)
    {
        if (parent.Member(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetDecimal(out var number) ? Moment(number) : null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.Text() : null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? Moment(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment
            : null;
    }

    /// <summary>An object or array as a copy of its own, or null.</summary>
    public static JsonElement? Tree(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value ? value.Clone() : null;

    /// <summary>The items of an array; none when there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name) =>
        parent.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static JsonElement? Member(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;

    private static DateTimeOffset? Moment(decimal seconds)
    {
        const decimal Longest = 1e12m; // Far beyond year 9999, and far from overflow.
        if (Math.Abs(seconds) > Longest)
        {
            return null;
        }

        var ticks = decimal.Floor(seconds * TimeSpan.TicksPerSecond) + DateTimeOffset.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset((long)ticks, TimeSpan.Zero) : null;
    }
}
