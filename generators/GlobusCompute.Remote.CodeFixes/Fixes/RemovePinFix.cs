using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Shared.Locking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Removes entries from the lock file, which is written in its one form: those of changed functions, of none, and repeated ones.</summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(RemovePinFix),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
public sealed class RemovePinFix : CodeFixProvider
{
    private static readonly FixAllProvider s_fixAll = new ProjectFixAll("Remove the entries from the lock file", RemoveAsync);
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        ImmutableArray.Create(Descriptors.Drift.Id, Descriptors.UnknownPin.Id, Descriptors.PinnedTwice.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindAsync(project, diagnostic, context.CancellationToken).ConfigureAwait(false) is var (_, _, entry))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Remove the entry of {entry.Pin.Method} for {entry.Pin.Environment} from the lock file",
                        cancellationToken => RemoveAsync(project, ImmutableArray.Create(diagnostic), cancellationToken),
                        nameof(RemovePinFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>Removes the entries that diagnostics are about; all places stay valid until the last is found.</summary>
    private static async Task<Solution> RemoveAsync(Project project, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var removed = new Dictionary<TextDocument, HashSet<int>>();
        var files = new Dictionary<TextDocument, LockFile>();
        foreach (var diagnostic in diagnostics)
        {
            if (await FindAsync(project, diagnostic, cancellationToken).ConfigureAwait(false) is var (document, file, entry))
            {
                files[document] = file;
                if (!removed.TryGetValue(document, out var ofDocument))
                {
                    removed.Add(document, ofDocument = []);
                }

                ofDocument.Add(entry.Span.Start);
            }
        }

        var solution = project.Solution;
        foreach (var pair in removed)
        {
            var text = LockFileWriter.Write(files[pair.Key].Entries.Where(entry => !pair.Value.Contains(entry.Span.Start)));
            solution = solution.WithAdditionalDocumentText(pair.Key.Id, SourceText.From(text, s_encoding));
        }

        return solution;
    }

    /// <summary>The entry that a diagnostic is about, or null when the file has changed since.</summary>
    private static async Task<(TextDocument Document, LockFile File, LockEntry Entry)?> FindAsync(
        Project project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(ProblemKeys.LockFile, out var path)
            || !diagnostic.Properties.TryGetValue(ProblemKeys.LockEntry, out var index)
            || project.AdditionalDocuments.FirstOrDefault(candidate => (candidate.FilePath ?? candidate.Name) == path) is not { } document)
        {
            return null;
        }

        var file = LockSource.Read(await document.GetTextAsync(cancellationToken).ConfigureAwait(false));
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            && i < file.Entries.Count
            && file.Entries[i] is { } entry
            && entry.Pin.Method == diagnostic.Properties[ProblemKeys.LockMethod]
            && entry.Pin.Environment == diagnostic.Properties[ProblemKeys.LockEnvironment]
            ? (document, file, entry)
            : null;
    }
}
