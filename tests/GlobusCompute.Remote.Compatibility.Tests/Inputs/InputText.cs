using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Compatibility.Tests.Inputs;

/// <summary>An input that is not C#.</summary>
/// <param name="path">Its path below the folder, with slashes.</param>
/// <param name="content">Its text.</param>
internal sealed class InputText(string path, string content) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(content);

    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
