using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>An interface, its members and their parameters: what <c>[ComputeFunction]</c> and its companions say.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor InaccessibleInterface = Error(
        "GCR001",
        "Generated code cannot reach the interface",
        "{0} gets no proxy: it is {1}, so generated code cannot name it; make it internal or public");

    public static readonly DiagnosticDescriptor GenericInterface = Warning(
        "GCR002",
        "A generic interface gets no proxy",
        "{0} gets no proxy: it or a type around it is generic; declare an interface without type parameters that inherits it with its types filled in");

    public static readonly DiagnosticDescriptor ForbiddenMember = Error(
        "GCR003",
        "A member cannot be implemented by a proxy",
        "{0} gets no proxy: {1} {2}");

    public static readonly DiagnosticDescriptor UnsupportedReturnType = Error(
        "GCR004",
        "Invalid return type of a remote function",
        "{0} returns {1}; a remote function returns a future or a task, so write {2}");

    public static readonly DiagnosticDescriptor ReferenceParameter = Error(
        "GCR005",
        "A remote function cannot take references",
        "{0}: the parameter '{1}' is passed by '{2}'; arguments are copied to the worker, so pass it by value");

    public static readonly DiagnosticDescriptor GenericMethod = Error(
        "GCR006",
        "A remote function cannot be generic",
        "{0} has type parameters; declare one method for each type that is used");

    public static readonly DiagnosticDescriptor NotAMethod = Warning(
        "GCR007",
        "Properties and events are not remote functions",
        "{0} is {1}; the proxy throws NotSupportedException when it is used; make it a method with [ComputeFunction] or give it a body");

    public static readonly DiagnosticDescriptor MissingAttribute = Warning(
        "GCR008",
        "A method without [ComputeFunction]",
        "{0} has no [ComputeFunction]; the proxy throws NotSupportedException when it is called; add the attribute or give the method a body");

    public static readonly DiagnosticDescriptor NoFunction = Error(
        "GCR009",
        "[ComputeFunction] does not specify a function",
        "{0} does not specify a function; give [ComputeFunction] a function id, Source or File");

    public static readonly DiagnosticDescriptor SeveralFunctions = Error(
        "GCR010",
        "[ComputeFunction] specifies several functions",
        "{0} has {1}; keep one of them (File may be combined with a function id, for checks)");

    public static readonly DiagnosticDescriptor InvalidFunctionId = Error(
        "GCR011",
        "The function id is not a UUID",
        "{0}: '{1}' is not a UUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");

    public static readonly DiagnosticDescriptor UnknownFile = Error(
        "GCR012",
        "The Python file is not part of the project",
        "{0}: the project has no Python file '{1}'{2}; the path is relative to the project and case-sensitive");

    public static readonly DiagnosticDescriptor UnknownFunction = Error(
        "GCR013",
        "The Python source has no such function",
        "{0}: {1} has no top-level function '{2}'{3}");

    public static readonly DiagnosticDescriptor UnusableSource = Error(
        "GCR014",
        "The Python source cannot be used",
        "{0}: {1} {2}");

    public static readonly DiagnosticDescriptor InvalidPythonName = Error(
        "GCR015",
        "Invalid Python name",
        "{0}: '{1}' is {2}, which is not allowed as a Python name");

    public static readonly DiagnosticDescriptor PythonKeyword = Error(
        "GCR016",
        "A name that is a keyword in Python",
        "{0}: '{1}' becomes the Python name '{2}', which is a keyword; set the actual name with {3}");

    public static readonly DiagnosticDescriptor DuplicatePythonName = Error(
        "GCR017",
        "Two parameters have the same Python name",
        "{0}: the parameters '{1}' and '{2}' both have the Python name '{3}'; rename one, or give its Python name with [PythonName] or [PythonKeyword]");

    public static readonly DiagnosticDescriptor OmitNeedsNullable = Error(
        "GCR018",
        "[ComputeOmitWhenNull] on a parameter that is never null",
        "{0}: the parameter '{1}' of type {2} is never null, so [ComputeOmitWhenNull] can have no effect; make it {2}?");

    public static readonly DiagnosticDescriptor InvalidVariadic = Error(
        "GCR019",
        "A params parameter that cannot become *args",
        "{0}: {1}");

    public static readonly DiagnosticDescriptor UnsupportedParameterType = Error(
        "GCR020",
        "A parameter whose type cannot be sent",
        "{0}: the parameter '{1}' {2}, which cannot be sent; pass {3}");

    public static readonly DiagnosticDescriptor MisplacedToken = Error(
        "GCR021",
        "The CancellationToken is not the last parameter",
        "{0}: the CancellationToken '{1}' must be the only one and the last parameter (or directly before params), and not nullable");

    public static readonly DiagnosticDescriptor InvalidJsonContext = Error(
        "GCR022",
        "[ComputeJson] does not name a usable context",
        "{0}: {1} {2}; [ComputeJson] requires a class derived from System.Text.Json.Serialization.JsonSerializerContext");

    public static readonly DiagnosticDescriptor NotOnInterface = Warning(
        "GCR023",
        "[ComputeFunction] outside an interface has no effect",
        "{0} is not declared in an interface, so its [ComputeFunction] has no effect; proxies are generated only for interfaces");

    public static readonly DiagnosticDescriptor ConflictingPythonNames = Error(
        "GCR024",
        "A parameter has two Python names",
        "{0}: the parameter '{1}' is named '{2}' by [PythonKeyword] and '{3}' by [PythonName]; keep one of them");

    public static readonly DiagnosticDescriptor InvalidOption = Error(
        "GCR025",
        "Invalid option of [ComputeFunction]",
        "{0}: {1}");
}
