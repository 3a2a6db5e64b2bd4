using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote;

/// <summary>A task failed remotely: its function raised, or the worker or endpoint could not run it (protocol.md §4.9).</summary>
/// <remarks>
/// The message is short: the last line of what Python said, where it ran, and a <see cref="Hint"/> where the cause is a known one. The whole text is in
/// <see cref="RemoteTraceback"/> and <see cref="ToString"/>.
/// </remarks>
public sealed class TaskExecutionFailedException : ComputeException
{
    private const int MaxLastLine = 300;

    internal TaskExecutionFailedException(ComputeTaskHandle handle, string remoteText, string? code, string? userMessage, WorkerEnvironment? worker = null)
        : this(handle, remoteText, code, userMessage, RemoteHint.Find(remoteText, code, userMessage, handle, worker))
    {
    }

    private TaskExecutionFailedException(ComputeTaskHandle handle, string remoteText, string? code, string? userMessage, string? hint)
        : base(Describe(handle, remoteText, code, hint))
    {
        Hint = hint;
        Handle = handle;
        RemoteTraceback = remoteText;
        Code = code;
        UserMessage = userMessage;
        var (type, message) = RemoteError.Parse(remoteText);
        RemoteType = type;
        RemoteMessage = message;
    }

    /// <summary>The ids of the call.</summary>
    public ComputeTaskHandle Handle { get; }

    /// <summary>The whole remote text: a Python traceback, or what the endpoint said of the failure.</summary>
    public string RemoteTraceback { get; }

    /// <summary>The Python exception's type, e.g. <c>ValueError</c>, as a best effort from the text; null when that has none.</summary>
    public string? RemoteType { get; }

    /// <summary>The Python exception's message, all its lines, as a best effort from the text.</summary>
    public string RemoteMessage { get; }

    /// <summary>The failure's code, e.g. <c>RemoteExecutionError</c>, or null: results fetched by polling carry none.</summary>
    public string? Code { get; }

    /// <summary>The text meant for users, or null: results fetched by polling carry none.</summary>
    public string? UserMessage { get; }

    /// <summary>What is known of the failure's usual cause and of what to do, or null. <see cref="Exception.Message"/> ends with it.</summary>
    public string? Hint { get; }

    /// <summary>The exception with the whole remote traceback below it.</summary>
    public override string ToString() => $"{base.ToString()}\n--- remote traceback ---\n{RemoteTraceback.TrimEnd()}\n--- end of remote traceback ---";

    private static string Describe(ComputeTaskHandle handle, string text, string? code, string? hint)
    {
        var (type, message) = RemoteError.Parse(text);
        var line = message.AsSpan(0, message.AsSpan().IndexOf('\n') is var end and >= 0 ? end : message.Length).TrimEnd();
        var what = $"{type}{(type is null || line.IsEmpty ? "" : ": ")}{line}{(line.Length < message.Length ? " …" : "")}";
        if (what.Length == 0)
        {
            what = code ?? "the endpoint gave no reason";
        }

        what = what.Length <= MaxLastLine ? what : string.Concat(what.AsSpan(0, MaxLastLine), "…");
        return $"{what} ({handle.FunctionName}, endpoint {handle.EndpointId}, task {handle.TaskId}){(hint is null ? "" : $" Hint: {hint}")}";
    }
}
