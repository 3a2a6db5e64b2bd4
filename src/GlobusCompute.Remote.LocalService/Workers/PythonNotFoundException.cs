namespace GlobusCompute.Remote.LocalService;

/// <summary>No Python was found that could run tasks. The message says what was looked for, what to install and how to name an interpreter.</summary>
public sealed class PythonNotFoundException : Exception
{
    internal PythonNotFoundException(string message)
        : base(message)
    {
    }

    internal static PythonNotFoundException NoneOnPath(string looked) => new(
        $"No Python 3.9 or later was found on the PATH ({looked}): install one from https://www.python.org/downloads/ or your system's packages, " +
        $"or name an interpreter in {nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.Python)} " +
        $"or the environment variable {Workers.PythonInterpreter.EnvironmentVariable}.");

    internal static PythonNotFoundException Unusable(string path, string namedBy, string why) => new(
        $"{namedBy} names the Python interpreter '{path}', {why}: name a Python 3.9 or later there, or install one from https://www.python.org/downloads/ " +
        $"and unset it; {nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.Python)} comes before " +
        $"the environment variable {Workers.PythonInterpreter.EnvironmentVariable}, which comes before the PATH.");
}
