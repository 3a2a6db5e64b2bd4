using System.Text;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Shared.Locking;

namespace GlobusCompute.Remote.Locking;

/// <summary>
/// The pins of a project: which registered function each of its remote methods calls, in each environment. It is a file beside the project that is
/// committed with it, <c>globuscompute.lock.json</c>; the compiler reads it, and <c>gcompute function pin</c> writes it (<c>docs/lock.md</c>).
/// Immutable.
/// </summary>
public sealed partial class ComputeLockFile
{
    /// <summary>The file's name: <c>globuscompute.lock.json</c>.</summary>
    public const string FileName = LockRules.FileName;

    private readonly ComputeLockEntry[] _entries;

    /// <summary>Pins in any order.</summary>
    /// <param name="entries">The pins.</param>
    /// <exception cref="ArgumentException">Two of them pin one method in one environment.</exception>
    public ComputeLockFile(IEnumerable<ComputeLockEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries = [.. entries
            .OrderBy(static entry => entry.Method, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Environment.AbsoluteUri, StringComparer.Ordinal)];
        for (var i = 1; i < _entries.Length; i++)
        {
            if (IsOf(_entries[i], _entries[i - 1].Method, _entries[i - 1].Environment))
            {
                throw new ArgumentException($"{_entries[i].Method} is pinned in {_entries[i].Environment.AbsoluteUri} twice.", nameof(entries));
            }
        }
    }

    /// <summary>Gets a lock file without pins.</summary>
    public static ComputeLockFile Empty { get; } = new([]);

    /// <summary>Gets the pins, ordered by method and then by environment.</summary>
    public IReadOnlyList<ComputeLockEntry> Entries => _entries;

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ComputeLockFileException">It is no lock file of this version.</exception>
    public static ComputeLockFile Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ComputeLockFile(LockTexts.Read(text, path: null));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ComputeLockFileException">It is no lock file of this version.</exception>
    /// <exception cref="IOException">It cannot be read: <see cref="FileNotFoundException"/> where there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ComputeLockFile Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ComputeLockFile(LockTexts.Read(File.ReadAllBytes(path), path));
    }

    /// <summary>
    /// Writes the file: whole or not at all, and only when it says something else than before. Equal pins make equal bytes, on every machine.
    /// </summary>
    /// <param name="path">The file. Its folder must be there.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Encoding.UTF8.GetBytes(ToString());
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            // Untouched, so that nothing is built anew.
            return;
        }

        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Finds the pin of a method.</summary>
    /// <param name="method">The method, as in <see cref="ComputeLockEntry.Method"/>.</param>
    /// <param name="environment">The service.</param>
    /// <returns>The pin, or null where there is none.</returns>
    /// <exception cref="ArgumentException">The environment is not an absolute http or https address.</exception>
    public ComputeLockEntry? Find(string method, Uri environment)
    {
        ArgumentNullException.ThrowIfNull(method);
        var normal = Normal(environment);
        return Array.Find(_entries, entry => IsOf(entry, method, normal));
    }

    /// <summary>Returns a lock file with the same pins and this one, which replaces one of the same method and environment.</summary>
    /// <param name="entry">The pin.</param>
    public ComputeLockFile With(ComputeLockEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new([.. _entries.Where(other => !IsOf(other, entry.Method, entry.Environment)), entry]);
    }

    /// <summary>Returns a lock file without the pins, of every environment, that belong to none of these functions.</summary>
    /// <param name="functions">All functions of the project.</param>
    public ComputeLockFile WithoutUnknown(IEnumerable<PinnableFunction> functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var methods = functions.Select(static function => function.Method).ToHashSet(StringComparer.Ordinal);
        return new(_entries.Where(entry => methods.Contains(entry.Method)));
    }

    /// <summary>Returns the file's text.</summary>
    public override string ToString() => LockTexts.Write(_entries);

    private static bool IsOf(ComputeLockEntry entry, string method, Uri environment) => entry.Method == method && entry.Environment == environment;

    private static Uri Normal(Uri environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return ServiceEnvironment.IsPossible(environment)
            ? new Uri(ServiceEnvironment.Of(environment))
            : throw new ArgumentException("An environment is the absolute http or https address of a service.", nameof(environment));
    }
}
