using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>An additional file of a compiled test project.</summary>
internal sealed class TestFile(string path, SourceText content, string? itemType) : AdditionalText
{
    private const string LockItem = "GlobusComputeLock";

    public TestFile(string path, string content, string? itemType = "PythonFunction")
        : this(path, SourceText.From(content), itemType)
    {
    }

    public override string Path => $"{Compiled.ProjectDirectory}{RelativePath}";

    public string RelativePath { get; } = path;

    public string? ItemType { get; } = itemType;

    /// <summary>The item as the project wrote it, or null where only the absolute path is known.</summary>
    public string? Identity { get; init; } = path;

    /// <summary>The lock file of the project.</summary>
    public static TestFile Lock(string content, string path = "globuscompute.lock.json") => Lock(SourceText.From(content), path);

    /// <summary>The lock file of the project as a compiler read it.</summary>
    public static TestFile Lock(SourceText content, string path = "globuscompute.lock.json") => new(path, content, LockItem) { Identity = null };

    /// <summary>A file of the project that is no item; the project has default items.</summary>
    public static TestFile Candidate(string path, string content) => new(path, content, itemType: null) { Identity = null, IsCandidate = true };

    public bool IsCandidate { get; private init; }

    /// <summary>How often its text was asked for.</summary>
    public int Reads { get; private set; }

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Reads++;
        return content;
    }
}
