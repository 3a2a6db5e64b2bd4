using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Keys of the properties that diagnostics carry for code fixes. A key is absent where it has no meaning.</summary>
internal static class ProblemKeys
{
    /// <summary>The Python file's path relative to the project, as in its item. Absent for inline sources.</summary>
    public const string PythonFile = nameof(PythonFile);

    /// <summary>The Python function's name.</summary>
    public const string PythonFunction = nameof(PythonFunction);

    /// <summary>The line in the Python text that the problem is about, from 1; that of the <c>def</c> where there is no closer one.</summary>
    public const string PythonLine = nameof(PythonLine);

    /// <summary>The name of the Python parameter that is meant: the missing one, or the one that an argument goes to or should go to.</summary>
    public const string PythonParameter = nameof(PythonParameter);

    /// <summary>How arguments reach that parameter: a name of <see cref="Python.PythonParameterKind"/>.</summary>
    public const string PythonParameterKind = nameof(PythonParameterKind);

    /// <summary>That parameter's default as Python writes it.</summary>
    public const string PythonDefault = nameof(PythonDefault);

    /// <summary>The annotation that is meant, as Python writes it.</summary>
    public const string PythonType = nameof(PythonType);

    /// <summary>The name of the C# parameter that is meant.</summary>
    public const string Parameter = nameof(Parameter);

    /// <summary>The name that may have been meant: a function for GCR013, a Python parameter for GCR052.</summary>
    public const string NearestName = nameof(NearestName);

    /// <summary>The file that an import means, relative to the project.</summary>
    public const string ImportedFile = nameof(ImportedFile);

    /// <summary>The path of the lock file, as the compiler was given it.</summary>
    public const string LockFile = nameof(LockFile);

    /// <summary>Which of the lock file's entries is meant, from 0.</summary>
    public const string LockEntry = nameof(LockEntry);

    /// <summary>The method that this entry names.</summary>
    public const string LockMethod = nameof(LockMethod);

    /// <summary>The environment that this entry names.</summary>
    public const string LockEnvironment = nameof(LockEnvironment);
}
