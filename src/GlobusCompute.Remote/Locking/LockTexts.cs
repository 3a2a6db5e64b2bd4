using System.Text;
using GlobusCompute.Remote.Shared.Locking;

namespace GlobusCompute.Remote.Locking;

/// <summary>Between the text of a lock file and the pins that the library hands out.</summary>
internal static class LockTexts
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="ComputeLockFileException">They are not a lock file of this version.</exception>
    public static List<ComputeLockEntry> Read(byte[] utf8, string path)
    {
        string text;
        try
        {
            text = s_strict.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw Refuse(path, LockFault.NotUtf8, e);
        }

        return Read(text, path);
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file, for messages; null for none.</param>
    /// <exception cref="ComputeLockFileException">It is not a lock file of this version.</exception>
    public static List<ComputeLockEntry> Read(string text, string? path)
    {
        var file = LockFileReader.Read(text);
        if (file.Fault is { } fault)
        {
            throw Refuse(path, fault);
        }

        return file.Entries.FirstOrDefault(static entry => entry.EarlierLine is not null) is { } repeated
            ? throw Refuse(path, LockFault.Repeated(repeated))
            : [.. file.Entries.Select(Entry)];
    }

    /// <summary>Writes pins in the file's one form.</summary>
    public static string Write(IEnumerable<ComputeLockEntry> entries) => LockFileWriter.Write(entries.Select(Entry));

    private static ComputeLockFileException Refuse(string? path, LockFault fault, Exception? cause = null) => new(path, fault.Line, fault.Message + ".", cause);

    private static ComputeLockEntry Entry(LockEntry entry) => new()
    {
        Method = entry.Pin.Method,
        Environment = new Uri(entry.Pin.Environment),
        FunctionId = Guid.Parse(entry.Pin.FunctionId),
        SourceHash = entry.Pin.SourceHash,
        Owner = entry.Owner is { } owner ? Guid.Parse(owner) : null,
        Time = LockRules.TryReadTime(entry.Time, out var time) ? time : throw new InvalidOperationException($"'{entry.Time}' passed for a time."),
    };

    private static LockEntry Entry(ComputeLockEntry entry) => new(
        new LockPin(entry.Method, entry.Environment.AbsoluteUri, entry.FunctionId.ToString("D"), entry.SourceHash),
        entry.Owner?.ToString("D"),
        LockRules.WriteTime(entry.Time),
        Span: default,
        Line: 0,
        EarlierLine: null);
}
