using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>A project as an editor has it, with C# files, <c>PythonFunction</c> items, a lock file and the analyzers, to run code fixes and refactorings in.</summary>
internal sealed class FixProject : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly Dictionary<string, string> _before;
    private Solution _solution;

    private FixProject(IEnumerable<(string Path, string Content)> files)
    {
        Id = ProjectId.CreateNewId();
        _solution = _workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            Id,
            VersionStamp.Default,
            "App",
            "App",
            LanguageNames.CSharp,
            filePath: Compiled.ProjectDirectory + "App.csproj",
            compilationOptions: Compiled.Empty.Options,
            parseOptions: Compiled.ParseOptions,
            metadataReferences: Compiled.Empty.References));
        Add("Usings.cs", Compiled.Empty.SyntaxTrees[0].ToString());
        var config = $"is_global = true\nbuild_property.ProjectDir = {Compiled.ProjectDirectory}\n";
        foreach (var (path, content) in files)
        {
            Add(path, content);
            if (path.EndsWith(".py", StringComparison.Ordinal))
            {
                config += $"\n[{Compiled.ProjectDirectory}{path}]\nbuild_metadata.AdditionalFiles.SourceItemType = PythonFunction\n"
                    + $"build_metadata.AdditionalFiles.PythonFunctionPath = {path}\n";
            }
            else if (IsLock(path))
            {
                config += $"\n[{Compiled.ProjectDirectory}{path}]\nbuild_metadata.AdditionalFiles.SourceItemType = GlobusComputeLock\n";
            }
        }

        _solution = _solution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(Id), ".globalconfig", SourceText.From(config), filePath: Compiled.ProjectDirectory + ".globalconfig");
        _before = Texts();
    }

    private ProjectId Id { get; }

    private Project Project => _solution.GetProject(Id)!;

    /// <summary>A project of <c>App.cs</c> and further files: C# for <c>.cs</c>, items for <c>.py</c>, the lock file for <c>.lock.json</c>.</summary>
    public static FixProject Of(string source, params (string Path, string Content)[] files) => new([("App.cs", source), .. files]);

    public void Dispose() => _workspace.Dispose();

    /// <summary>What the analyzers say of an id, or of all, in the order of the source.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(string? id = null)
    {
        var compilation = (await Project.GetCompilationAsync())!;
        var analyzers = new CompilationWithAnalyzers(
            compilation, Compiled.Analyzers, new CompilationWithAnalyzersOptions(Project.AnalyzerOptions, null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        return
        [
            .. (await analyzers.GetAnalyzerDiagnosticsAsync(CancellationToken.None))
                .Where(diagnostic => id is null || diagnostic.Id == id)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>The titles that a provider offers for the first diagnostic of an id.</summary>
    public async Task<IEnumerable<string>> TitlesAsync(CodeFixProvider provider, string id) =>
        (await ActionsAsync(provider, (await DiagnosticsAsync(id))[0])).Select(action => action.Title);

    /// <summary>Applies the fix of a title to the first diagnostic of an id.</summary>
    public async Task FixAsync(CodeFixProvider provider, string id, string title)
    {
        Assert.Contains(id, provider.FixableDiagnosticIds);
        var actions = await ActionsAsync(provider, (await DiagnosticsAsync(id))[0]);
        await ApplyAsync(Assert.Single(actions, action => action.Title == title));
    }

    /// <summary>Applies a fix to all diagnostics of an id at once.</summary>
    public async Task FixAllAsync(CodeFixProvider provider, string id, string title, FixAllScope scope = FixAllScope.Project)
    {
        var first = (await DiagnosticsAsync(id))[0];
        var action = Assert.Single(await ActionsAsync(provider, first), action => action.Title == title);
        var context = DocumentOf(first) is Document document
            ? new FixAllContext(document, provider, scope, action.EquivalenceKey, [id], new Diagnostics(this), CancellationToken.None)
            : new FixAllContext(Project, provider, scope, action.EquivalenceKey, [id], new Diagnostics(this), CancellationToken.None);
        await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    /// <summary>The titles that a refactoring offers where <c>App.cs</c> has a text; nested ones as "outer: inner".</summary>
    public async Task<IEnumerable<string>> TitlesAsync(CodeRefactoringProvider provider, string at) =>
        (await ActionsAsync(provider, at)).Select(action => action.Title);

    /// <summary>Applies the refactoring of a title.</summary>
    public async Task RefactorAsync(CodeRefactoringProvider provider, string at, string title) =>
        await ApplyAsync(Assert.Single(await ActionsAsync(provider, at), action => action.Title == title).Action);

    /// <summary>The text of a file as it is now.</summary>
    public string Text(string path) => Texts()[path];

    /// <summary>The files that differ from how they were at first.</summary>
    public IEnumerable<string> Changed() =>
        Texts().Where(file => !_before.TryGetValue(file.Key, out var before) || before != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal);

    /// <summary>Compiles what is there now, with the generator.</summary>
    public Compiled Compile()
    {
        var texts = Texts();
        var compilation = Compiled.Empty.AddSyntaxTrees(
            texts.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal) && file.Key != "Usings.cs").Select(file => Compiled.Parse(file.Value, file.Key)));
        return Compiled.From(
            compilation,
            [
                .. texts.Where(file => file.Key.EndsWith(".py", StringComparison.Ordinal)).Select(file => new TestFile(file.Key, file.Value)),
                .. texts.Where(file => IsLock(file.Key)).Select(file => TestFile.Lock(file.Value, file.Key)),
            ]);
    }

    private static bool IsLock(string path) => path.EndsWith(".lock.json", StringComparison.Ordinal);

    private void Add(string path, string content)
    {
        var id = DocumentId.CreateNewId(Id);
        var folders = path.Split('/')[..^1];
        var name = path.Split('/')[^1];
        _solution = path.EndsWith(".cs", StringComparison.Ordinal)
            ? _solution.AddDocument(id, name, SourceText.From(content), folders, Compiled.ProjectDirectory + path)
            : _solution.AddAdditionalDocument(id, name, SourceText.From(content), folders, Compiled.ProjectDirectory + path);
    }

    private Dictionary<string, string> Texts() =>
        Project.Documents.Concat(Project.AdditionalDocuments)
            .ToDictionary(
                document => string.Join("/", document.Folders.Append(document.Name)),
                document => document.GetTextAsync().GetAwaiter().GetResult().ToString());

    private TextDocument DocumentOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? _solution.GetDocument(tree)!
        : Project.AdditionalDocuments.Single(document => document.FilePath == diagnostic.Location.GetLineSpan().Path);

    private async Task<List<CodeAction>> ActionsAsync(CodeFixProvider provider, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var document = DocumentOf(diagnostic);
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private async Task<List<(string Title, CodeAction Action)>> ActionsAsync(CodeRefactoringProvider provider, string at)
    {
        var document = Project.Documents.Single(candidate => candidate.Name == "App.cs");
        var position = (await document.GetTextAsync()).ToString().IndexOf(at, StringComparison.Ordinal);
        Assert.True(position >= 0, $"The source has no '{at}'.");
        var actions = new List<(string, CodeAction)>();
        await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(
            document,
            new TextSpan(position, 0),
            action =>
            {
                actions.AddRange(action.NestedActions.Select(nested => ($"{action.Title}: {nested.Title}", nested)));
                if (action.NestedActions.IsEmpty)
                {
                    actions.Add((action.Title, action));
                }
            },
            CancellationToken.None));
        return actions;
    }

    private async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(_solution, new Progress<CodeAnalysisProgress>(), CancellationToken.None);
        _solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
    }

    private sealed class Diagnostics(FixProject project) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project _, CancellationToken cancellationToken) => await project.DiagnosticsAsync();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await project.DiagnosticsAsync()).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project _, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
