using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>What a docstring says, whatever style it is written in.</summary>
/// <remarks>A text has lines with LF between them; an empty line separates paragraphs. No text is white space only, apart from an empty summary.</remarks>
/// <param name="Summary">The first paragraph, or the empty string when the docstring starts with a section.</param>
/// <param name="Remarks">The other paragraphs, those of sections such as <c>Notes</c> too.</param>
/// <param name="Parameters">What it says of parameters, and of attributes of a class, in order; each name once.</param>
/// <param name="Returns">What it says of the result, or null.</param>
/// <param name="Raises">What it says of exceptions, in order.</param>
/// <param name="Examples">Examples, in order.</param>
internal sealed record PythonDocumentation(
    string Summary,
    EquatableArray<string> Remarks,
    EquatableArray<PythonDocumentedName> Parameters,
    string? Returns,
    EquatableArray<PythonDocumentedName> Raises,
    EquatableArray<string> Examples)
{
    /// <summary>The text for a parameter, or null.</summary>
    public string? FindParameter(string name) => Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Text;
}

/// <summary>What a docstring says of a parameter or an exception.</summary>
/// <param name="Name">The parameter without stars, or the exception as written; the empty string where no exception is named.</param>
/// <param name="Text">The text, which is empty for an exception that is only named.</param>
internal sealed record PythonDocumentedName(string Name, string Text);
