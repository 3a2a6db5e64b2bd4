using System.Collections.Immutable;
using System.Globalization;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Shared.Locking;
using GlobusCompute.Remote.Shared.Locking.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>The lock files of a compilation, for those who need places in them. There is one; more are taken together.</summary>
/// <remarks>They are read when they are requested.</remarks>
internal sealed class LockDocuments
{
    private readonly Lazy<ImmutableArray<LockDocument>> _documents;
    private readonly Lazy<LockTable> _table;

    public LockDocuments(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        _documents = new(() => options.AdditionalFiles
            .Where(file => LockSource.IsLockFile(file, options.AnalyzerConfigOptionsProvider))
            .Select(file => LockDocument.Read(file, cancellationToken))
            .ToImmutableArray());
        _table = new(() => new(_documents.Value.SelectMany(static document => document.File.Entries.Select(static entry => entry.Pin))));
    }

    /// <summary>What they pin: the table that the generator has.</summary>
    public LockTable Table => _table.Value;

    /// <summary>A problem with an entry that counts: it knows the entry, and has its place beside its own.</summary>
    public Problem About(Problem problem, LockPin pin)
    {
        foreach (var document in _documents.Value)
        {
            if (document.IndexOf(pin) is >= 0 and var index)
            {
                return document.About(problem, index);
            }
        }

        return problem;
    }

    /// <summary>The place of the entry that a problem is about, or null.</summary>
    public Location? Locate(Problem problem)
    {
        string? Property(string key) => problem.Properties.FirstOrDefault(property => property.Key == key).Value;
        return int.TryParse(Property(ProblemKeys.LockEntry), NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
            && _documents.Value.FirstOrDefault(document => document.Path == Property(ProblemKeys.LockFile)) is { } found
            ? found.At(found.File.Entries[entry].Span)
            : null;
    }
}

/// <summary>A lock file with its text.</summary>
/// <param name="Path">The path that the compiler was given.</param>
/// <param name="Text">Its text; empty when it could not be opened.</param>
/// <param name="File">What it says.</param>
internal sealed record LockDocument(string Path, SourceText Text, LockFile File)
{
    /// <summary>The name without folders, for messages.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    public static LockDocument Read(AdditionalText file, CancellationToken cancellationToken)
    {
        var text = file.GetText(cancellationToken);
        return new(file.Path, text ?? SourceText.From(""), LockSource.Read(text));
    }

    /// <summary>A place in the file.</summary>
    public Location At(TextRange range) => At(new TextSpan(range.Start, range.Length));

    private Location At(TextSpan span) => Location.Create(Path, span, Text.Lines.GetLinePositionSpan(span));

    /// <summary>The rest of a line from a position on.</summary>
    public Location LineAt(int position) => At(TextSpan.FromBounds(position, Math.Max(position, Text.Lines.GetLineFromPosition(position).End)));

    /// <summary>Which entry gave this very pin, or -1.</summary>
    public int IndexOf(LockPin pin)
    {
        for (var i = 0; i < File.Entries.Count; i++)
        {
            if (ReferenceEquals(File.Entries[i].Pin, pin))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A problem that knows the entry it is about, for code fixes.</summary>
    public Problem About(Problem problem, int entry) =>
        problem
            .With(ProblemKeys.LockFile, Path)
            .With(ProblemKeys.LockEntry, entry.ToString(CultureInfo.InvariantCulture))
            .With(ProblemKeys.LockMethod, File.Entries[entry].Pin.Method)
            .With(ProblemKeys.LockEnvironment, File.Entries[entry].Pin.Environment);
}
