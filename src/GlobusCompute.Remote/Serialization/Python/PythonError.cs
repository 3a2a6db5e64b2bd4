using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// A Python exception that a function returned as a value, as <c>gather(..., return_exceptions=True)</c> does. One that a function raised faults the future
/// with <see cref="TaskExecutionFailedException"/> instead.
/// </summary>
public sealed class PythonError
{
    internal PythonError(PythonObject value) => Value = value;

    /// <summary>Gets the exception's class: <c>ValueError</c>, <c>my_module.MyError</c>.</summary>
    public string TypeName => Value.TypeName;

    /// <summary>Gets the arguments of the exception.</summary>
    public IReadOnlyList<PythonValue> Arguments => Value.Arguments;

    /// <summary>Gets approximately the result of Python's <c>str(error)</c>: the only argument, or all of them as a tuple; empty without any.</summary>
    public string Message => Arguments switch
    {
        [] => "",
        [var only] => TypeName == "KeyError" ? only.ToString() : PythonJson.AsText(only) ?? only.ToString(),
        [PythonInteger number, var text] when TypeName.EndsWith("Error", StringComparison.Ordinal) && PythonBuiltins.IsSystemError(TypeName) =>
            $"[Errno {number}] {PythonJson.AsText(text)}",
        _ => PythonValue.Tuple(Arguments).ToString(),
    };

    /// <summary>Gets the exception as data, with its attributes.</summary>
    public PythonObject Value { get; }

    /// <summary>Returns the error as the last line of a traceback: <c>ValueError: bad</c>.</summary>
    public override string ToString() => Message.Length == 0 ? TypeName : $"{TypeName}: {Message}";
}
