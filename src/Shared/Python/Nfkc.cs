using System.Text;

namespace GlobusCompute.Remote.Shared.Python;

/// <summary>Unicode's normalisation form KC of identifiers, by a table of our own.</summary>
/// <remarks>
/// <c>string.Normalize</c> changes nothing where globalization is invariant or ICU is missing, and what it does elsewhere depends on the machine.
/// Characters that no identifier has stay as they are.
/// </remarks>
internal static class Nfkc
{
    private const int HangulBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private const int HangulCount = LeadCount * VowelCount * TrailCount;

    private static readonly Lazy<Tables> s_tables = new(static () => new Tables());

    /// <summary>Brings a text into the form.</summary>
    public static string Of(string text)
    {
        var tables = s_tables.Value;
        var decomposed = new List<int>(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            Decompose(isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i], tables, decomposed);
        }

        Order(decomposed, tables);
        Compose(decomposed, tables);
        var builder = new StringBuilder(text.Length);
        foreach (var c in decomposed)
        {
            // Halves of pairs stay what they are.
            _ = c < 0x10000 ? builder.Append((char)c) : builder.Append(char.ConvertFromUtf32(c));
        }

        return builder.ToString();
    }

    private static void Decompose(int c, Tables tables, List<int> into)
    {
        if (c is >= HangulBase and < HangulBase + HangulCount)
        {
            var index = c - HangulBase;
            into.Add(LeadBase + (index / (VowelCount * TrailCount)));
            into.Add(VowelBase + (index % (VowelCount * TrailCount) / TrailCount));
            if (index % TrailCount != 0)
            {
                into.Add(TrailBase + (index % TrailCount));
            }
        }
        else if (tables.Decompositions.TryGetValue(c, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(c);
        }
    }

    /// <summary>Sorts runs of combining characters by their classes; equal ones keep their order.</summary>
    private static void Order(List<int> text, Tables tables)
    {
        for (var i = 1; i < text.Count; i++)
        {
            var c = text[i];
            var own = tables.Class(c);
            var at = i;
            while (own > 0 && at > 0 && tables.Class(text[at - 1]) > own)
            {
                text[at] = text[at - 1];
                at--;
            }

            text[at] = c;
        }
    }

    private static void Compose(List<int> text, Tables tables)
    {
        var starter = -1;
        var last = 0;
        var length = 0;
        foreach (var c in text.ToArray())
        {
            var own = tables.Class(c);

            // Blocked when something stands between whose class is not below its own.
            var isAdjacent = starter >= 0 && starter == length - 1;
            if (starter >= 0 && (isAdjacent || (last != 0 && last < own)) && tables.Composed(text[starter], c) is { } composed)
            {
                text[starter] = composed;
                continue;
            }

            if (own == 0)
            {
                starter = length;
            }

            last = own;
            text[length++] = c;
        }

        text.RemoveRange(length, text.Count - length);
    }

    /// <summary>The table, read.</summary>
    private sealed class Tables
    {
        private readonly Dictionary<int, int> _classes = [];
        private readonly Dictionary<(int First, int Second), int> _compositions = [];

        public Tables()
        {
            ReadDecompositions();
            ReadClasses();
            ReadCompositions();
        }

        public Dictionary<int, int[]> Decompositions { get; } = [];

        public int Class(int c) => _classes.TryGetValue(c, out var own) ? own : 0;

        public int? Composed(int first, int second)
        {
            if (first is >= LeadBase and < LeadBase + LeadCount && second is >= VowelBase and < VowelBase + VowelCount)
            {
                return HangulBase + ((((first - LeadBase) * VowelCount) + (second - VowelBase)) * TrailCount);
            }

            return first is >= HangulBase and < HangulBase + HangulCount
                && (first - HangulBase) % TrailCount == 0
                && second is > TrailBase and < TrailBase + TrailCount
                ? first + (second - TrailBase)
                : _compositions.TryGetValue((first, second), out var composed) ? composed : null;
        }

        private void ReadDecompositions()
        {
            var (at, c) = (0, 0);
            var before = new int[32];
            while (at < NfkcTable.Decompositions.Length)
            {
                c += Number(NfkcTable.Decompositions, ref at);
                var parts = new int[Number(NfkcTable.Decompositions, ref at)];
                for (var i = 0; i < parts.Length; i++)
                {
                    parts[i] = before[i] += Signed(NfkcTable.Decompositions, ref at);
                }

                Decompositions.Add(c, parts);
            }
        }

        private void ReadClasses()
        {
            var (at, start) = (0, 0);
            while (at < NfkcTable.Classes.Length)
            {
                start += Number(NfkcTable.Classes, ref at);
                var count = Number(NfkcTable.Classes, ref at);
                var own = Number(NfkcTable.Classes, ref at);
                for (var i = 0; i < count; i++)
                {
                    _classes.Add(start + i, own);
                }
            }
        }

        private void ReadCompositions()
        {
            var (at, c, first, second) = (0, 0, 0, 0);
            while (at < NfkcTable.Compositions.Length)
            {
                c += Number(NfkcTable.Compositions, ref at);
                first += Signed(NfkcTable.Compositions, ref at);
                second += Signed(NfkcTable.Compositions, ref at);
                _compositions.Add((first, second), c);
            }
        }

        private static int Number(string text, ref int at)
        {
            const int Base = 45;
            var value = 0;
            while (true)
            {
                // The alphabet runs from '#' on, without the backslash.
                var digit = text[at] - '#' - (text[at] > '\\' ? 1 : 0);
                at++;
                value = (value * Base) + (digit % Base);
                if (digit < Base)
                {
                    return value;
                }
            }
        }

        private static int Signed(string text, ref int at)
        {
            var value = Number(text, ref at);
            return value % 2 == 0 ? value / 2 : -((value + 1) / 2);
        }
    }
}
