using static GlobusCompute.Remote.Shared.Types.WireKind;

namespace GlobusCompute.Remote.Shared.Types;

/// <summary>
/// What a single Python value is read as. The compiler's verdict on results goes by these rows, and so does the reader; a test with a real Python compares both
/// for each pair. A value is read as another type only where its meaning is exact.
/// </summary>
internal static class ResultTable
{
    private static readonly Dictionary<string, WireKind[]> s_rows = new(StringComparer.Ordinal)
    {
        ["bool"] = [Bool],
        ["int"] = [Int, Float, Complex, WireKind.Decimal, WireKind.Enum],
        ["float"] = [Float, Complex, WireKind.Decimal],
        ["complex"] = [Complex],

        // JSON has no form for these, so that much travels as text.
        ["str"] = [Str, FormattedStr, WireKind.Enum, Bytes, WireKind.DateTime, WireKind.DateTimeOffset, Date, Time, Uuid],
        ["bytes"] = [Bytes],

        // As text: what Python's str() or isoformat() gives.
        ["Decimal"] = [WireKind.Decimal, Str],
        ["UUID"] = [Uuid, Str],
        ["datetime"] = [WireKind.DateTime, WireKind.DateTimeOffset, Str],
        ["date"] = [Date, WireKind.DateTime, Str],
        ["time"] = [Time, Str],

        // Python's text of a timedelta is not .NET's, and a number would not say its unit.
        ["timedelta"] = [WireKind.TimeSpan],
    };

    /// <summary>The Python types that have rows.</summary>
    public static IReadOnlyCollection<string> Rows => s_rows.Keys;

    /// <summary>Whether values of a Python type are read as a kind of .NET types.</summary>
    /// <param name="python">The Python type, as the rows name it.</param>
    /// <param name="kind">What the .NET type is for Python.</param>
    public static bool Reads(string python, WireKind kind) => s_rows.TryGetValue(python, out var kinds) && Array.IndexOf(kinds, kind) >= 0;
}
