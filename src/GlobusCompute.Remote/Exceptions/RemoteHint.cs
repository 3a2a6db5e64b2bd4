using System.Globalization;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Exceptions;

/// <summary>Knows the usual causes of remote failures by the text that workers and endpoints send (protocol.md §4.9).</summary>
internal static partial class RemoteHint
{
    /// <returns>A sentence or two, or null when nothing is known of the failure.</returns>
    public static string? Find(
        string text, RemoteError error, string? code, string? userMessage, ComputeTaskHandle handle, WorkerEnvironment? worker)
    {
        var (type, message) = error;

        // A result by polling has no code: then the text must do.
        if (code == "FUNCTION_NOT_ALLOWED" || text.Contains("FUNCTION_NOT_ALLOWED", StringComparison.Ordinal))
        {
            return "the endpoint runs only functions that its administrator has listed. "
                + $"Ask for function {handle.FunctionId?.ToString() ?? handle.FunctionName} to be added, or pin one that is listed.";
        }

        if (code == "MaxResultSizeExceeded" || type == "MaxResultSizeExceeded" || text.StartsWith("MaxResultSizeExceeded(", StringComparison.Ordinal))
        {
            return ResultSize(text, userMessage);
        }

        if (WorkerLoss.IsToldBy(text))
        {
            return "the worker process ended while it ran the task, and its work is lost. "
                + "Usual causes: it ran out of memory, native code in it crashed, its Python or dill version is not what a pickled function or result "
                + "was made with, or the batch job's time was over.";
        }

        return type switch
        {
            "ModuleNotFoundError" => MissingModule(message, worker),
            "SyntaxError" or "IndentationError" or "TabError" when text.Contains("deserialize", StringComparison.Ordinal) =>
                $"the function's source is not Python that the worker understands{Python(worker)}. The traceback shows the line.",
            "ImportError" => $"the worker has the module, but not that name in it: its version may differ from what the function expects{Python(worker)}.",
            _ => Serialization(text, type, worker),
        };
    }

    private static string ResultSize(string text, string? userMessage)
    {
        var sizes = Sizes().Match(text) is { Success: true } inText ? inText : UserSizes().Match(userMessage ?? "");
        var said = sizes.Success
            && long.TryParse(sizes.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && long.TryParse(sizes.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                ? string.Create(CultureInfo.InvariantCulture, $"the serialized result has {size:N0} characters, and the limit of the endpoint is {limit:N0}")
                : "the serialized result is larger than the limit of the endpoint, usually 10 MiB";
        return said + "; it is lost. Return less of it, or write it to a file there and return the path.";
    }

    private static string MissingModule(string message, WorkerEnvironment? worker)
    {
        var module = Module().Match(message) is { Success: true } match ? $"'{match.Groups[1].Value}'" : "it";
        return message.Contains("globus_compute_sdk", StringComparison.Ordinal)
            ? $"the Globus Compute SDK of the worker lacks {module}; its endpoint must be updated for this function."
            : $"{module} is not installed where the endpoint's workers run{Python(worker)}. "
                + "Install it there, or choose an environment that has it in the endpoint's configuration. "
                + "Your own files are not sent, only the function's source: move the code that it needs there.";
    }

    private static string? Serialization(string text, string? type, WorkerEnvironment? worker)
    {
        if (NotJson().Match(text) is { Success: true } match)
        {
            return $"the function returned a {match.Groups[1].Value}, which JSON cannot represent. "
                + "Return numbers, text, lists and dictionaries, e.g. tolist() of a numpy array.";
        }

        if (text.Contains("disabled by current configuration", StringComparison.Ordinal))
        {
            return "the endpoint accepts functions and arguments only in other formats. "
                + "Its administrator can allow PureSourceTextInspect and JSONData in allowed_serializers.";
        }

        if (type is not null
            && (type.EndsWith("SerializationError", StringComparison.Ordinal) || type.EndsWith("DeserializationError", StringComparison.Ordinal)))
        {
            return "the worker could not read what was sent, or write what the function returned. "
                + "A result must be numbers, text, lists and dictionaries, or what the endpoint can pickle.";
        }

        return type is not null && Pickle().IsMatch(text)
            ? $"something was pickled, which often fails between Python or dill versions{Python(worker)}. "
                + "Pass and return numbers, text, lists and dictionaries instead."
            : null;
    }

    private static string Python(WorkerEnvironment? worker) => worker?.PythonVersion is { Length: > 0 and < 40 } version ? $" (it has Python {version})" : "";

    [GeneratedRegex(@"^MaxResultSizeExceeded\((\d+), (\d+)\)")]
    private static partial Regex Sizes();

    [GeneratedRegex(@"Task result of (\d+)B exceeded current limit of (\d+)B")]
    private static partial Regex UserSizes();

    [GeneratedRegex("No module named '([^']{1,200})'")]
    private static partial Regex Module();

    [GeneratedRegex(@"Object of type (\w{1,100}) is not JSON serializable")]
    private static partial Regex NotJson();

    [GeneratedRegex(@"\b(dill|pickle|unpickle|unpickling|pickling)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pickle();
}
