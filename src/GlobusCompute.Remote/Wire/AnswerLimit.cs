namespace GlobusCompute.Remote.Wire;

/// <summary>The most bytes that an answer may have after it is unpacked, by what it tells: a few packed bytes can swell to gigabytes.</summary>
internal static class AnswerLimit
{
    /// <summary>An id, a word, an address: 64 KiB.</summary>
    public const int Word = 64 * 1024;

    /// <summary>What an error says. More is not read: 256 KiB.</summary>
    public const int Error = 256 * 1024;

    /// <summary>An endpoint with its template, a list of ids: 16 MiB.</summary>
    public const int Description = 16 * 1024 * 1024;

    /// <summary>A function's code, or the tasks of a group: 128 MiB.</summary>
    public const int Listing = 128 * 1024 * 1024;

    /// <summary>Results: 512 MiB. A page that is longer is requested in parts.</summary>
    public const int Results = 512 * 1024 * 1024;

    /// <summary>Gets the limit of the answer to a submission: an id for each task, in whatever spelling and spacing.</summary>
    public static int Submission(int tasks) => (int)Math.Min(Listing, Word + (256L * tasks));
}
