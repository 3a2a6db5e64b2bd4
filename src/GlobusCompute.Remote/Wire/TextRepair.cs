using System.Buffers.Text;
using System.Text.Unicode;

namespace GlobusCompute.Remote.Wire;

/// <summary>Makes JSON readable whose strings are not valid text: JSON allows unpaired surrogates, and servers send any encoding.</summary>
internal static class TextRepair
{
    /// <summary>Replaces, in place, unpaired surrogates by U+FFFD and bytes that are not UTF-8 by question marks.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool Repair(Span<byte> json)
    {
        var isRepaired = RepairBytes(json);
        return RepairEscapes(json) || isRepaired;
    }

    private static bool RepairBytes(Span<byte> json)
    {
        if (Utf8.IsValid(json))
        {
            return false;
        }

        while (!json.IsEmpty)
        {
            var status = System.Text.Rune.DecodeFromUtf8(json, out _, out var length);
            if (status != System.Buffers.OperationStatus.Done)
            {
                json[..length].Fill((byte)'?');
            }

            json = json[length..];
        }

        return true;
    }

    private static bool RepairEscapes(Span<byte> json)
    {
        var isRepaired = false;
        for (var next = json.IndexOf((byte)'\\'); next >= 0; next = json.IndexOf((byte)'\\'))
        {
            json = json[next..];
            var length = 2;
            if (Unit(json) is { } unit)
            {
                length = 6;
                if (char.IsHighSurrogate(unit) && Unit(json[6..]) is { } low && char.IsLowSurrogate(low))
                {
                    length = 12;
                }
                else if (char.IsSurrogate(unit))
                {
                    "\\ufffd"u8.CopyTo(json);
                    isRepaired = true;
                }
            }

            json = json[Math.Min(length, json.Length)..];
        }

        return isRepaired;
    }

    /// <summary>The UTF-16 unit of an escape, or null when there is none.</summary>
    private static char? Unit(ReadOnlySpan<byte> json) =>
        json is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out var read, 'x') && read == 4
            ? (char)unit
            : null;
}
