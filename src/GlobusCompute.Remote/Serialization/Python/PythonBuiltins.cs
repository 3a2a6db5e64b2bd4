using System.Collections.Frozen;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Names that Python has for its own things.</summary>
internal static class PythonBuiltins
{
    private static readonly FrozenSet<string> s_exceptions = """
        BaseException BaseExceptionGroup GeneratorExit KeyboardInterrupt SystemExit Exception ArithmeticError FloatingPointError OverflowError ZeroDivisionError
        AssertionError AttributeError BufferError EOFError ExceptionGroup ImportError ModuleNotFoundError LookupError IndexError KeyError MemoryError NameError
        UnboundLocalError OSError EnvironmentError IOError BlockingIOError ChildProcessError ConnectionError BrokenPipeError ConnectionAbortedError
        ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError
        ProcessLookupError TimeoutError ReferenceError RuntimeError NotImplementedError RecursionError PythonFinalizationError StopAsyncIteration StopIteration
        SyntaxError IndentationError TabError SystemError TypeError ValueError UnicodeError UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError Warning
        BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning
        UnicodeWarning UserWarning
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>Whether a builtin name is an exception's.</summary>
    public static bool IsException(string name) => s_exceptions.Contains(name);

    /// <summary>Whether an exception has a number and a text of the operating system.</summary>
    public static bool IsSystemError(string name) => name is "OSError" or "BlockingIOError" or "ChildProcessError" or "BrokenPipeError" or "ConnectionError"
        or "ConnectionAbortedError" or "ConnectionRefusedError" or "ConnectionResetError" or "FileExistsError" or "FileNotFoundError" or "InterruptedError"
        or "IsADirectoryError" or "NotADirectoryError" or "PermissionError" or "ProcessLookupError" or "TimeoutError";

    /// <summary>A module's name in Python 3 for one that Python 2 had.</summary>
    public static string Module(string module) => module switch
    {
        "__builtin__" or "exceptions" => "builtins",
        "copy_reg" => "copyreg",
        _ => module,
    };

    /// <summary>A builtin's name in Python 3 for one that Python 2 had.</summary>
    public static string Builtin(string name) => name switch
    {
        "xrange" => "range",
        "unicode" => "str",
        "long" => "int",
        _ => name,
    };
}
