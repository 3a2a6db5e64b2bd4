using System.Globalization;

namespace GlobusCompute.Remote.Journal;

/// <summary>One of the files of a journal. The first one is the journal's path; the others have their number after it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Number">Its place among the files, from 0.</param>
internal sealed record JournalSegment(string Path, long Number)
{
    private const int Digits = 6;

    /// <summary>The file with a number.</summary>
    public static JournalSegment Of(string journal, long number) =>
        new(number == 0 ? journal : string.Create(CultureInfo.InvariantCulture, $"{journal}.{number:D6}"), number);

    /// <summary>The files that there are, in order.</summary>
    public static List<JournalSegment> Find(string journal)
    {
        var prefix = System.IO.Path.GetFileName(journal) + ".";
        var segments = new List<JournalSegment>();
        if (FileKind.IsRegular(journal) is not null)
        {
            segments.Add(Of(journal, 0));
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(System.IO.Path.GetDirectoryName(journal)!))
        {
            var name = System.IO.Path.GetFileName(entry);
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && name.AsSpan(prefix.Length) is { Length: >= Digits } digits
                && !digits.ContainsAnyExceptInRange('0', '9')
                && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                segments.Add(Of(journal, number));
            }
        }

        segments.Sort(static (one, other) => one.Number.CompareTo(other.Number));
        return segments;
    }
}
