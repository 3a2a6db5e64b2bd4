using System.Text;
using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>What a worker says of its Python when it is ready; the counterpart of <c>gcompute_worker/environment.py</c>.</summary>
/// <param name="Text">All of it, for logs.</param>
/// <param name="PythonVersion">The version of the interpreter.</param>
/// <param name="Executable">The interpreter, as it names itself.</param>
/// <param name="MissingPackages">Which of the packages that clients count on it does not have.</param>
internal sealed record WorkerDescription(string Text, string PythonVersion, string Executable, IReadOnlyList<string> MissingPackages)
{
    /// <summary>The command that installs what is missing.</summary>
    public string InstallCommand => $"{(Executable.Contains(' ') ? $"\"{Executable}\"" : Executable)} -m pip install {string.Join(' ', MissingPackages)}";

    /// <exception cref="JsonException">The bytes are not a description.</exception>
    public static WorkerDescription Parse(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return root.TryGetProperty("executable", out var executable) && root.TryGetProperty("missing", out var missing)
            ? new WorkerDescription(
                Encoding.UTF8.GetString(body),
                root.TryGetProperty("python_version", out var version) ? version.GetString() ?? "" : "",
                executable.GetString() ?? "",
                [.. missing.EnumerateArray().Select(m => m.GetString()!)])
            : throw new JsonException("it does not say which Python it runs");
    }
}
