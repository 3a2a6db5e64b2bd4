using System.Globalization;
using System.Text.Json;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A value that does not fit its shape. Derived from <see cref="JsonException"/> so that System.Text.Json adds the path above the shape.</summary>
internal sealed class ShapeException(string message, Exception? innerException = null) : JsonException(message, innerException)
{
    /// <summary>The path from the outermost shape downward.</summary>
    public string Inside { get; private set; } = "";

    /// <summary>The whole path, or null for the value itself.</summary>
    public string? FullPath => PathOf(Path, Inside);

    /// <summary>
    /// Adds the index of the element being worked on to the path, and declines the exception: for the filter of a catch clause, which then never catches.
    /// </summary>
    /// <remarks>
    /// Filters run before the stack is unwound, so each level notes its place while the exception passes by. Catching and throwing again at each of a thousand
    /// levels would take more stack than there is.
    /// </remarks>
    /// <returns>False.</returns>
    public bool NoteAndDecline(int index)
    {
        Note(index);
        return false;
    }

    /// <summary>Adds the key of the member being worked on to the path, and declines the exception; see <see cref="NoteAndDecline(int)"/>.</summary>
    /// <returns>False.</returns>
    public bool NoteAndDecline(string key)
    {
        Inside = IsSimple(key) ? $".{key}{Inside}" : $"['{key}']{Inside}";
        return false;
    }

    /// <summary>Adds the index of the element being worked on to the path.</summary>
    public void Note(int index) => Inside = string.Create(CultureInfo.InvariantCulture, $"[{index}]{Inside}");

    /// <summary>What a nested System.Text.Json call reported, as the report of a shape around it.</summary>
    public static ShapeException Around(JsonException error) =>
        new(MessageOf(error), error) { Inside = Below(error.Path) + ((error as ShapeException)?.Inside ?? "") };

    /// <summary>What System.Text.Json reported of rows whose tuples it read as objects of their fields: <c>$[3].Item2</c> is <c>$[3][1]</c>.</summary>
    public static ShapeException InTuples(JsonException error)
    {
        const string Field = "].Item";
        var placed = Around(error);
        var at = placed.Inside.IndexOf(Field, StringComparison.Ordinal);
        if (at >= 0 && at + Field.Length < placed.Inside.Length && placed.Inside[at + Field.Length] is >= '1' and <= '7' and var number)
        {
            placed.Inside = $"{placed.Inside.AsSpan(0, at)}][{(char)(number - 1)}]{placed.Inside.AsSpan(at + Field.Length + 1)}";
        }

        return placed;
    }

    /// <summary>The message alone: System.Text.Json appends path and position, which the caller reports in its own way.</summary>
    public static string MessageOf(Exception error)
    {
        var end = error.Message.IndexOf(" Path: $", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message[..end];
    }

    /// <summary>A System.Text.Json path with one from below appended; null for the root.</summary>
    public static string? PathOf(string? path, string inside = "")
    {
        var below = Below(path) + inside;
        return below.Length switch
        {
            0 => null,
            > 200 => string.Concat("$", below.AsSpan(0, 200), "…"),
            _ => "$" + below,
        };
    }

    private static string Below(string? path) => path is null or "" ? "" : path[0] == '$' ? path[1..] : path;

    private static bool IsSimple(string key) => key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c == '_');
}
