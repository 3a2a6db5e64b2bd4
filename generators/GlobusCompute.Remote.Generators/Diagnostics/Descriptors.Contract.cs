using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <content>What differs between C# and the Python <c>def</c>. In all of these {0} is the member and {1} the function with its place.</content>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TooManyArguments = Error(
        "GCR050",
        "More arguments than the Python function takes",
        "{0}: {1} takes {2}, so there is none for '{3}'{4}; remove it, or add a parameter to the function");

    public static readonly DiagnosticDescriptor MissingArgument = Error(
        "GCR051",
        "A parameter that Python requires is missing",
        "{0}: {1} requires '{2}', for which there is no argument; add a parameter{3}");

    public static readonly DiagnosticDescriptor UnknownKeyword = Error(
        "GCR052",
        "Python has no parameter of this name",
        "{0}: {1} has no parameter '{2}'{3}, but '{4}' {5}");

    public static readonly DiagnosticDescriptor WrongOrder = Warning(
        "GCR053",
        "Arguments in another order than in Python",
        "{0}: '{2}' goes to '{3}' of {1}, by its position; {4}");

    public static readonly DiagnosticDescriptor KeywordOnly = Error(
        "GCR054",
        "A positional argument for a keyword-only parameter",
        "{0}: {1} takes '{2}' by keyword only; add [PythonKeyword] to the parameter '{3}'");

    public static readonly DiagnosticDescriptor PositionalOnly = Error(
        "GCR055",
        "A keyword argument for a positional-only parameter",
        "{0}: {1} takes '{2}' by position only, and '{3}' {4}");

    public static readonly DiagnosticDescriptor OtherName = Info(
        "GCR056",
        "A parameter has another name in Python",
        "{0}: the parameter '{2}' is called '{3}' by {1}; rename it to match");

    public static readonly DiagnosticDescriptor OtherDefault = Warning(
        "GCR057",
        "A default that differs from Python's",
        "{0}: '{2}' is {3} by default, and {4} by default in {1}; {5}");

    public static readonly DiagnosticDescriptor ArgumentType = Error(
        "GCR058",
        "An argument that Python's annotation excludes",
        "{0}: the parameter '{2}' is {3}, but {1} takes {4} as '{5}'");

    public static readonly DiagnosticDescriptor ResultType = Error(
        "GCR059",
        "A result that Python's annotation excludes",
        "{0} returns {2}, but {1} returns {3}");

    public static readonly DiagnosticDescriptor ResultMayBeNone = Warning(
        "GCR060",
        "A result that may be None",
        "{0} returns {2}, which is not nullable, but {1} returns {3}, which may be None; make it {2}?");

    public static readonly DiagnosticDescriptor ArgumentMayBeNone = Warning(
        "GCR061",
        "None for a parameter that does not accept it",
        "{0}: the parameter '{2}' may be null, which is sent as None, but {1} takes {3} as '{4}'; {5}");

    public static readonly DiagnosticDescriptor OmitsRequired = Warning(
        "GCR062",
        "[ComputeOmitWhenNull] on a parameter that Python requires",
        "{0}: '{2}' is omitted when it is null, but {1} has no default for '{3}'; remove [ComputeOmitWhenNull], or give the function a default");

    public static readonly DiagnosticDescriptor ArgumentTwice = Error(
        "GCR063",
        "Two arguments for one Python parameter",
        "{0}: '{2}' goes to '{3}' of {1} by keyword, and '{4}' goes there by position");

    public static readonly DiagnosticDescriptor AsyncFunction = Error(
        "GCR064",
        "An async def cannot be called remotely",
        "{0}: {1} is an async def, which the worker calls and never awaits; make it a def, which may call asyncio.run");

    public static readonly DiagnosticDescriptor GeneratorFunction = Error(
        "GCR065",
        "A generator function cannot be called remotely",
        "{0}: {1} has a yield, so a call returns a generator, which cannot be sent; return a list");

    public static readonly DiagnosticDescriptor LocalImport = Warning(
        "GCR066",
        "An import of a file that is not sent",
        "{0}: '{2}' imports '{3}' on line {4}, which is {5}; only '{2}' is sent to the worker, so move the needed code there, or "
        + "install the module on the endpoint");

    public static readonly DiagnosticDescriptor Unchecked = new(
        "GCR067",
        "A part of the contract that is not checked",
        "{0}: {1} {2}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        helpLinkUri: HelpPages.LinkOf("GCR067"));
}
