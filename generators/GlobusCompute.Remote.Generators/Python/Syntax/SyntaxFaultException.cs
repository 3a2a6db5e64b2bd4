namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Leaves the parsers at the first error. It never leaves this folder.</summary>
internal sealed class SyntaxFaultException(SyntaxFault fault, int index) : Exception(fault.Message)
{
    /// <summary>The error.</summary>
    public SyntaxFault Fault => fault;

    /// <summary>The token that was looked at when the error was found.</summary>
    public int Index => index;
}

/// <summary>Leaves the parsers where a text is nested deeper than they follow, so that nothing may be said about it. It never leaves this folder.</summary>
internal sealed class SyntaxLimitException() : Exception("The text is nested too deeply.");
