using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.Python;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Writes the Python function that a C# method asks for into the file that it names; the file too, where there is none.</summary>
/// <remarks>A new file still has to be listed as a <c>PythonFunction</c> item, unless the project lists its folder by a pattern.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WritePythonStubFix))]
[Shared]
public sealed class WritePythonStubFix : CodeFixProvider
{
    private static readonly FixAllProvider s_fixAll = new SolutionFixAll("Write the missing Python functions", WriteAllAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        ImmutableArray.Create(Descriptors.UnknownFile.Id, Descriptors.UnknownFunction.Id, Descriptors.UnusableSource.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var items = await PythonItems.ReadAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var found = await RemoteMethod.FindAsync(context.Document, diagnostic.Location.SourceSpan, items, context.CancellationToken).ConfigureAwait(false);
            if (found is { } method
                && CanWrite(method))
            {
                var place = method.Lookup!.File is null ? $"a new file '{method.Lookup.Path}'" : $"'{method.Lookup.File.Path}'";
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Write '{PythonStub.Header(method)}' into {place}",
                        cancellationToken => WriteAllAsync(
                            context.Document.Project.Solution, ImmutableArray.Create((context.Document.Id, diagnostic)), cancellationToken),
                        nameof(WritePythonStubFix)),
                    diagnostic);
            }
        }
    }

    private static bool CanWrite(RemoteMethod method) =>
        method.Lookup is { } lookup
        && method.Bound.Name is { } name
        && PythonIdentifier.Refuse(name) is null
        && (lookup.File is null
            ? lookup.Path.EndsWith(".py", StringComparison.Ordinal) && !PythonFilePath.Normalise(lookup.Path).StartsWith("..", StringComparison.Ordinal)
            : !lookup.File.Module.MayHave(name));

    private static async Task<Solution> WriteAllAsync(
        Solution solution, ImmutableArray<(DocumentId Document, Diagnostic Diagnostic)> diagnostics, CancellationToken cancellationToken)
    {
        // The C# stays as it is, so places stay valid while one function after the other is written; each is written once.
        foreach (var (id, diagnostic) in diagnostics)
        {
            var document = solution.GetDocument(id)!;
            var items = await PythonItems.ReadAsync(document.Project, cancellationToken).ConfigureAwait(false);
            var method = await RemoteMethod.FindAsync(document, diagnostic.Location.SourceSpan, items, cancellationToken).ConfigureAwait(false);
            if (method is not null && CanWrite(method))
            {
                solution = await WriteAsync(document.Project, method, items, cancellationToken).ConfigureAwait(false);
            }
        }

        return solution;
    }

    private static async Task<Solution> WriteAsync(Project project, RemoteMethod method, PythonItems items, CancellationToken cancellationToken)
    {
        if (method.Lookup!.File is { } file)
        {
            var id = items.DocumentOf(file);
            var text = await project.Solution.GetAdditionalDocument(id)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var source = text.ToString();
            var changed = PythonStub.Append(source, method, Layout.NewLine(text));
            var kept = source.TrimEnd().Length;
            var change = new TextChange(TextSpan.FromBounds(kept, text.Length), changed.Substring(kept));
            return project.Solution.WithAdditionalDocumentText(id, text.WithChanges(change));
        }

        var segments = PythonFilePath.Normalise(method.Lookup.Path).Split('/');
        var folders = segments.Take(segments.Length - 1).ToArray();
        var path = project.FilePath is { } projectPath && Path.GetDirectoryName(projectPath) is { } directory ? Path.Combine([directory, .. segments]) : null;

        // Two methods may name one new file, which is not an item before the project lists it.
        var existing = project.AdditionalDocuments.FirstOrDefault(
            candidate => candidate.FilePath == path && candidate.Name == segments.Last() && candidate.Folders.SequenceEqual(folders));
        if (existing is { } begun)
        {
            var text = await begun.GetTextAsync(cancellationToken).ConfigureAwait(false);
            return PythonFileReader.ReadModule(text, cancellationToken).MayHave(method.Bound.Name!)
                ? project.Solution
                : project.Solution.WithAdditionalDocumentText(begun.Id, SourceText.From(PythonStub.Append(text.ToString(), method, "\n")));
        }

        return project.AddAdditionalDocument(segments.Last(), SourceText.From(PythonStub.Append("", method, "\n")), folders, path).Project.Solution;
    }
}
