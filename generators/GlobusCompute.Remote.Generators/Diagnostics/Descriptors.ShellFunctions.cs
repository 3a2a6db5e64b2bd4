using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>Commands.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MalformedCommand = Error(
        "GCR026",
        "The command of a shell function is not well formed",
        "{0}: the command {1}");

    public static readonly DiagnosticDescriptor UnknownField = Error(
        "GCR027",
        "A field of the command has no parameter",
        "{0}: the field '{{{1}}}' has no parameter{2}");

    public static readonly DiagnosticDescriptor UnusedParameter = Error(
        "GCR028",
        "A parameter fills no field of the command",
        "{0}: the parameter '{1}' fills no field; write {{{1}}} where its value belongs in the command, or remove the parameter");

    public static readonly DiagnosticDescriptor UnsuitableParameter = Error(
        "GCR029",
        "A parameter that cannot fill a field of the command",
        "{0}: the parameter '{1}' {2}");

    public static readonly DiagnosticDescriptor UnprotectedField = Error(
        "GCR038",
        "A field stands where quotes do not protect its value",
        "{0}: a value cannot be kept literal in the field '{{{1}}}': {2}");

    public static readonly DiagnosticDescriptor UnusableShellFunction = Error(
        "GCR039",
        "A shell function that cannot work",
        "{0}: {1}");

    private static IEnumerable<DiagnosticDescriptor> ShellFunctions =>
    [
        MalformedCommand,
        UnknownField,
        UnusedParameter,
        UnsuitableParameter,
        UnprotectedField,
        UnusableShellFunction,
    ];
}
