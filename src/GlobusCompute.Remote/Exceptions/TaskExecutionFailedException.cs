using GlobusCompute.Remote.Results;

namespace GlobusCompute.Remote;

/// <summary>A task failed remotely: its function raised, or the worker or endpoint could not run it (protocol.md §4.9).</summary>
public sealed class TaskExecutionFailedException : ComputeException
{
    internal TaskExecutionFailedException(ComputeTaskHandle handle, string remoteText, string? code, string? userMessage)
        : base(Describe(handle, remoteText, code))
    {
        Handle = handle;
        RemoteTraceback = remoteText;
        Code = code;
        UserMessage = userMessage;
        var (type, message) = SplitLastLine(remoteText);
        RemoteType = type;
        RemoteMessage = message;
    }

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }

    /// <summary>The whole remote text: a Python traceback, or what the endpoint said of the failure.</summary>
    public string RemoteTraceback { get; }

    /// <summary>The Python exception's type, e.g. <c>ValueError</c>, as a best effort from the text's last line; null when that has none.</summary>
    public string? RemoteType { get; }

    /// <summary>The Python exception's message, as a best effort from the text's last line.</summary>
    public string RemoteMessage { get; }

    /// <summary>The failure's code, e.g. <c>RemoteExecutionError</c>, or null: results fetched by polling carry none.</summary>
    public string? Code { get; }

    /// <summary>The text meant for users, or null: results fetched by polling carry none.</summary>
    public string? UserMessage { get; }

    /// <summary>The exception with the remote traceback below it.</summary>
    public override string ToString() => $"{base.ToString()}\n--- remote traceback ---\n{RemoteTraceback.TrimEnd()}\n--- end of remote traceback ---";

    internal static (string? Type, string Message) SplitLastLine(string text)
    {
        // Endpoints frame what they say of lost workers by lines of '+' and '-'.
        var rest = text.AsSpan();
        ReadOnlySpan<char> line;
        do
        {
            rest = rest.TrimEnd();
            var start = rest.LastIndexOf('\n') + 1;
            line = rest[start..].TrimStart(" |").Trim();
            rest = rest[..start];
        }
        while (!rest.IsEmpty && line.Trim("+-").IsEmpty);

        var colon = line.IndexOf(':');
        var type = colon < 0 ? line : line[..colon];
        if (type.IsEmpty || !IsDottedName(type))
        {
            return (null, line.ToString());
        }

        return (type.ToString(), colon < 0 ? "" : line[(colon + 1)..].Trim().ToString());
    }

    private static bool IsDottedName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.'))
            {
                return false;
            }
        }

        return !char.IsDigit(text[0]);
    }

    private static string Describe(ComputeTaskHandle handle, string text, string? code)
    {
        var (type, message) = SplitLastLine(text);
        var what = type is null ? message : message.Length == 0 ? type : $"{type}: {message}";
        if (what.Length == 0)
        {
            what = code ?? "no reason given";
        }

        return $"{handle.FunctionName} failed remotely: {what} (task {handle.TaskId}, endpoint {handle.EndpointId}){Hint(text)}";
    }

    private static string Hint(string text)
    {
        if (WorkerLoss.IsToldBy(text))
        {
            return " Hint: the worker process ended while it ran the task; out of memory, a crash in native code and a Python version that does not fit are the usual causes.";
        }

        if (text.Contains("ModuleNotFoundError", StringComparison.Ordinal))
        {
            return " Hint: the module must be installed where the endpoint's workers run.";
        }

        if (text.Contains("MaxResultSizeExceeded", StringComparison.Ordinal))
        {
            return " Hint: a result may take 10 MiB; write more to a file and return its path.";
        }

        return text.Contains("is not JSON serializable", StringComparison.Ordinal)
            ? " Hint: results travel as JSON; return numbers, text, lists and dictionaries."
            : "";
    }
}
