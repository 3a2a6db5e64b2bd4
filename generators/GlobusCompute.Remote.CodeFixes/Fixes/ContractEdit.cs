using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>One way to bring a declaration in line.</summary>
/// <param name="Kind">What it does; all edits of a kind can be made at once.</param>
/// <param name="Title">What it does here.</param>
/// <param name="Span">The text to replace.</param>
/// <param name="Text">What to put there; for a rename, the new name.</param>
/// <param name="Renamed">The symbol to rename wherever it is used, or null.</param>
internal sealed record ContractEdit(string Kind, string Title, TextSpan Span, string Text, ISymbol? Renamed = null);
