namespace GlobusCompute.Remote.Generators.Python;

/// <summary>The first thing in a Python text that keeps Python from reading it.</summary>
/// <param name="Message">What is wrong, without the place.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
/// <param name="Length">How many code units of that line are meant; 0 at the end of a line.</param>
internal sealed record PythonSyntaxError(string Message, int Line, int Column, int Length);
