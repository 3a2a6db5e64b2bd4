using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Rules of Python's grammar.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PythonSyntax = Error(
        "GCR068",
        "A syntax error in Python",
        "{0} is not valid Python: {1}");

    private static IEnumerable<DiagnosticDescriptor> Syntax => [PythonSyntax];
}
