using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>What keeps Python from reading a text.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PythonSyntax = Error(
        "GCR068",
        "A syntax error in Python",
        "{0} is not valid Python: {1}");
}
