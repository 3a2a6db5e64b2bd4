using System.Composition;
using GlobusCompute.Remote.CodeFixes.CSharp;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Writes C# methods for the functions of a Python file: types from annotations, documentation from docstrings.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(WriteMethodsRefactoring))]
[Shared]
public sealed class WriteMethodsRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var cancellationToken = context.CancellationToken;
        var root = await context.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var declaration = root?.FindNode(context.Span).FirstAncestorOrSelf<InterfaceDeclarationSyntax>();
        if (declaration is null
            || declaration.OpenBraceToken.IsMissing
            || declaration.OpenBraceToken.Span.IsEmpty
            || await context.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || !KnownSymbols.Of(model.Compilation).HasLibrary
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return;
        }

        var items = await PythonItems.ReadAsync(context.Document.Project, cancellationToken).ConfigureAwait(false);
        foreach (var (file, functions) in InterfaceCoverage.Uncovered(type, KnownSymbols.Of(model.Compilation), items, cancellationToken))
        {
            var single = functions.Select(function => Action($"def {function.Name}", file, [function])).ToArray();
            if (single.Length == 1)
            {
                context.RegisterRefactoring(Action($"Write the method for 'def {functions[0].Name}' of {file.Path}", file, functions));
                continue;
            }

            var all = Action($"All {functions.Count} functions", file, functions);
            context.RegisterRefactoring(CodeAction.Create($"Write the methods for {file.Path}", [all, .. single], isInlinable: false));
        }

        CodeAction Action(string title, PythonFile file, IReadOnlyList<PythonSignature> functions) =>
            CodeAction.Create(
                title,
                token => WriteAsync(context.Document, declaration, model, file, functions, token),
                $"{nameof(WriteMethodsRefactoring)} {file.Path} {string.Join(" ", functions.Select(function => function.Name))}");
    }

    private static async Task<Document> WriteAsync(
        Document document,
        InterfaceDeclarationSyntax declaration,
        SemanticModel model,
        PythonFile file,
        IReadOnlyList<PythonSignature> functions,
        CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var types = new CSharpTypes(new(model, declaration.OpenBraceToken.Span.End), file.Module);
        var writer = new MethodWriter(types, ReturnsTask(declaration, model, cancellationToken));
        var newLine = Layout.NewLine(text);
        var indentation = Layout.Indentation(text, declaration.SpanStart);
        var inner = Layout.Deeper(indentation);
        var methods = functions.Select(function => Layout.Lines(writer.Write(function, file.Path), inner, newLine)).ToArray();
        var changes = new List<TextChange> { Methods(declaration, text, string.Join(newLine, methods), newLine, indentation) };

        // A record may have fields of classes that become records too.
        var accessibility = declaration.Modifiers.FirstOrDefault(modifier => modifier.Text is "public" or "internal").Text is { Length: > 0 } modifier
            ? modifier
            : "internal";
        var records = "";
        for (var i = 0; i < types.Records.Count; i++)
        {
            records += newLine + Layout.Lines(writer.Write(types.Records[i], accessibility), indentation, newLine);
        }

        if (records.Length > 0)
        {
            var line = text.Lines.GetLineFromPosition(declaration.Span.End);
            changes.Add(new(new(line.End, 0), newLine + records.Substring(0, records.Length - newLine.Length)));
        }

        return document.WithText(text.WithChanges(changes));
    }

    /// <summary>Whether the interface has remote functions, and all of them return tasks.</summary>
    private static bool ReturnsTask(InterfaceDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(model.Compilation);
        var type = model.GetDeclaredSymbol(declaration, cancellationToken);
        var returned = (type?.GetMembers() ?? []).OfType<IMethodSymbol>().Where(known.IsRemote).Select(method => method.ReturnType).ToList();
        return returned.Count > 0 && returned.TrueForAll(known.IsTask);
    }

    /// <summary>Puts methods behind the last member, with a blank line between, and the closing brace on a line of its own.</summary>
    private static TextChange Methods(InterfaceDeclarationSyntax declaration, SourceText text, string methods, string newLine, string indentation)
    {
        var last = declaration.Members.LastOrDefault();
        var end = last is null ? declaration.OpenBraceToken.Span.End
            : text.Lines.GetLineFromPosition(last.Span.End) is var line && line.End <= declaration.CloseBraceToken.SpanStart
            ? line.End
            : last.Span.End;

        // Comments in front of the closing brace stay there.
        var close = declaration.CloseBraceToken;
        var between = text.ToString(TextSpan.FromBounds(end, close.SpanStart));
        var isEmpty = between.Trim().Length == 0;
        var separator = last is null ? newLine : newLine + newLine;
        return isEmpty
            ? new(TextSpan.FromBounds(end, close.SpanStart), separator + methods + indentation)
            : new(new(end, 0), separator + methods.Substring(0, methods.Length - newLine.Length));
    }
}
