using System.Globalization;
using System.Numerics;
using System.Text;

namespace GlobusCompute.Remote.Functions.Shell;

/// <summary>Makes words of a bash command from values. Within single quotes bash takes every character for itself, so only they need care.</summary>
internal static class ShellWord
{
    /// <summary>The value as one word, whatever it holds.</summary>
    /// <exception cref="ArgumentException">It holds what no command line can carry. The message names the character, not the value.</exception>
    public static string Quote(string value)
    {
        Check(value);
        return $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <exception cref="ArgumentException">The text holds a NUL character or an unpaired surrogate.</exception>
    public static void Check(string value)
    {
        var nul = value.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            throw new ArgumentException($"it contains a NUL character at index {nul}, which a command line cannot contain; remove it.");
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                throw new ArgumentException($"it contains an unpaired surrogate at index {i}, which has no form in UTF-8; remove it.");
            }
        }
    }

    /// <summary>A number, id or date as text that does not depend on the machine's culture.</summary>
    public static string Text<T>(T value)
        where T : struct, ISpanFormattable =>
        value is DateOnly or TimeOnly or DateTime or DateTimeOffset
            ? value.ToString("o", CultureInfo.InvariantCulture)
            : value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A value of a type that is known only now; null when the type has no form as a word.</summary>
    public static string? TextOf(object value) => value switch
    {
        string text => text,
        char c => Text(c),
        sbyte n => Text(n),
        byte n => Text(n),
        short n => Text(n),
        ushort n => Text(n),
        int n => Text(n),
        uint n => Text(n),
        long n => Text(n),
        ulong n => Text(n),
        Int128 n => Text(n),
        UInt128 n => Text(n),
        BigInteger n => Text(n),
        Half n => Text(n),
        float n => Text(n),
        double n => Text(n),
        decimal n => Text(n),
        Guid id => Text(id),
        DateOnly date => Text(date),
        TimeOnly time => Text(time),
        DateTime time => Text(time),
        DateTimeOffset time => Text(time),
        _ => null,
    };

    public static int Utf8Length(string text) => Encoding.UTF8.GetByteCount(text);
}
