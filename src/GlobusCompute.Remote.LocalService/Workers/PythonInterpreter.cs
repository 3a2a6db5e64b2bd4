namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>A Python to try: its file, what goes before its arguments, and who named it.</summary>
/// <param name="Path">The executable file.</param>
/// <param name="Arguments">Leading arguments, for <c>py -3</c>.</param>
/// <param name="NamedBy">The option or variable that named it; null if it was found on the PATH.</param>
internal sealed record PythonInterpreter(string Path, IReadOnlyList<string> Arguments, string? NamedBy)
{
    public const string EnvironmentVariable = "GCOMPUTE_PYTHON";

    /// <summary>The exit code of <c>bootstrap.py</c> under a Python that is too old.</summary>
    public const int TooOldExitCode = 86;

    /// <summary>Finds what may be used, best first.</summary>
    /// <exception cref="PythonNotFoundException">There is none, or the one that was named is not there.</exception>
    public static IReadOnlyList<PythonInterpreter> Find(string? option)
    {
        if (!string.IsNullOrWhiteSpace(option))
        {
            return [Named(option, $"{nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.Python)}")];
        }

        if (Environment.GetEnvironmentVariable(EnvironmentVariable) is { } variable && !string.IsNullOrWhiteSpace(variable))
        {
            return [Named(variable, $"The environment variable {EnvironmentVariable}")];
        }

        (string Command, string[] Arguments)[] commands = OperatingSystem.IsWindows()
            ? [("py", ["-3"]), ("python", [])]
            : [("python3", []), ("python", [])];
        var found = commands
            .SelectMany(c => FindOnPath(c.Command).Select(path => new PythonInterpreter(path, c.Arguments, null)))
            .ToList();
        return found.Count > 0 ? found : throw PythonNotFoundException.NoneOnPath(Looked);
    }

    public static string Looked => OperatingSystem.IsWindows() ? "looked for py -3 and python" : "looked for python3 and python";

    private static PythonInterpreter Named(string value, string by)
    {
        value = value.Trim();
        var path = value.Contains(System.IO.Path.DirectorySeparatorChar) || value.Contains(System.IO.Path.AltDirectorySeparatorChar)
            ? FileWithExtension(System.IO.Path.GetFullPath(value))
            : FindOnPath(value).FirstOrDefault();
        return path is null
            ? throw PythonNotFoundException.Unusable(value, by, "which is not an executable file")
            : new PythonInterpreter(path, [], by);
    }

    private static IEnumerable<string> FindOnPath(string command)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.IO.Path.IsPathFullyQualified(folder) && FileWithExtension(System.IO.Path.Combine(folder, command)) is { } path)
            {
                yield return path;
            }
        }
    }

    private static string? FileWithExtension(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            return File.Exists(path) && (File.GetUnixFileMode(path) & executable) != 0 ? path : null;
        }

        foreach (var candidate in System.IO.Path.HasExtension(path) ? [path] : new[] { path + ".exe", path + ".bat", path + ".cmd" })
        {
            // Windows puts empty files on the PATH that open its store instead of Python.
            if (new FileInfo(candidate) is { Exists: true, Length: > 0 })
            {
                return candidate;
            }
        }

        return null;
    }
}
