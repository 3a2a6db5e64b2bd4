using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>One module that a text imports, at module level or inside a function.</summary>
/// <param name="Module">Its name as written, with the dots of a relative import in front.</param>
/// <param name="Names">The names that are taken from it, or none for <c>import module</c>.</param>
/// <param name="Line">The line of the statement, from 1.</param>
/// <param name="IsGuarded">Whether the text can do without: it stands in a <c>try</c>, or is for type checkers only.</param>
internal sealed record PythonImport(string Module, EquatableArray<string> Names, int Line, bool IsGuarded);
