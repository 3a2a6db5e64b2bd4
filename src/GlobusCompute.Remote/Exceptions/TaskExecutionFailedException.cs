using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote;

/// <summary>A task failed remotely: its function raised, or the worker or endpoint could not run it.</summary>
/// <remarks>
/// The message is short: type and first line of what Python raised, where in the function's file, where it ran, and a <see cref="Hint"/> where the cause is a
/// known one. <see cref="Traceback"/> and <see cref="ToString"/> have all of it, with the function's file in its frames; <see cref="RemoteTraceback"/> is
/// the text as it came.
/// </remarks>
public sealed class TaskExecutionFailedException : ComputeCallException
{
    private const int MaxLastLine = 300;
    private readonly SourceFrames? _source;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="handle">The ids of the call.</param>
    /// <param name="remoteType">The type of the exception that the function raised, e.g. <c>ValueError</c>, or null.</param>
    /// <param name="remoteMessage">The message of that exception.</param>
    /// <param name="remoteTraceback">The remote text as it came.</param>
    /// <param name="code">The failure's code, e.g. <c>RemoteExecutionError</c>, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TaskExecutionFailedException(
        string message,
        ComputeTaskHandle handle,
        string? remoteType = null,
        string remoteMessage = "",
        string remoteTraceback = "",
        string? code = null,
        Exception? innerException = null)
        : base(message, handle, innerException)
    {
        RemoteType = remoteType;
        RemoteMessage = remoteMessage;
        RemoteTraceback = remoteTraceback;
        Code = code;
    }

    internal TaskExecutionFailedException(
        ComputeTaskHandle handle, string remoteText, string? code, string? userMessage, WorkerEnvironment? worker = null, SourceFrames? source = null)
        : this(handle, remoteText, code, userMessage, RemoteError.Parse(remoteText, userMessage), worker, source)
    {
    }

    private TaskExecutionFailedException(
        ComputeTaskHandle handle, string remoteText, string? code, string? userMessage, RemoteError error, WorkerEnvironment? worker, SourceFrames? source)
        : this(handle, remoteText, code, userMessage, error, source, RemoteHint.Find(remoteText, error, code, userMessage, handle, worker))
    {
    }

    private TaskExecutionFailedException(
        ComputeTaskHandle handle, string remoteText, string? code, string? userMessage, RemoteError error, SourceFrames? source, string? hint)
        : base(Describe(handle, remoteText, code, error, source, hint), handle)
    {
        _source = source;
        Hint = hint is null ? null : PrintableText.Of(hint);
        RemoteTraceback = remoteText;
        Code = code;
        UserMessage = userMessage;
        RemoteType = error.Type;
        RemoteMessage = error.Message;
    }

    /// <summary>
    /// Gets the whole remote text, unchanged: a Python traceback, or the endpoint's description of the failure. Print <see cref="Traceback"/> instead.
    /// </summary>
    public string RemoteTraceback { get; }

    /// <summary>
    /// Gets the whole remote text for people: in a traceback's frames, the file of the function instead of Python's <c>&lt;string&gt;</c>, with the line of
    /// code; and what a terminal would obey or hide as an escape. A function whose source the client does not have keeps <c>&lt;string&gt;</c>.
    /// </summary>
    public string Traceback => PrintableText.Of(_source is null ? RemoteTraceback : _source.Rewrite(RemoteTraceback));

    /// <summary>
    /// Gets the type of the exception that the function raised, qualified as Python prints it, e.g. <c>ValueError</c> or
    /// <c>fit.&lt;locals&gt;.FrameError</c>; null when the text names none.
    /// </summary>
    public string? RemoteType { get; }

    /// <summary>
    /// Gets the whole message of that exception: the result of Python's <c>str</c>, followed by the exception's notes, since a traceback does not tell
    /// them apart. The message of a SyntaxError is without its place, which stands above it.
    /// </summary>
    public string RemoteMessage { get; }

    /// <summary>Gets the failure's code, e.g. <c>RemoteExecutionError</c>, or null: results fetched by polling carry none.</summary>
    public string? Code { get; }

    /// <summary>Gets the text meant for users, or null: results fetched by polling carry none.</summary>
    public string? UserMessage { get; }

    /// <summary>Gets a hint about the usual cause of the failure and what to do, or null. <see cref="Exception.Message"/> ends with it.</summary>
    public string? Hint { get; }

    /// <summary>Gets whether the task failed because its worker was lost under it, which another run may be spared.</summary>
    public override bool IsTransient => WorkerLoss.IsToldBy(RemoteTraceback);

    /// <summary>Gets the exception with <see cref="Traceback"/> below it, safe to print.</summary>
    public override string ToString() => $"{base.ToString()}\n--- remote traceback ---\n{Traceback.TrimEnd()}\n--- end of remote traceback ---";

    private static string Describe(ComputeTaskHandle handle, string text, string? code, RemoteError error, SourceFrames? source, string? hint)
    {
        var (type, message) = error.Report is { } report ? (null, report) : (error.Type, error.Message);
        var line = message.AsSpan(0, message.AsSpan().IndexOf('\n') is var end and >= 0 ? end : message.Length).TrimEnd();
        var what = $"{type}{(type is null || line.IsEmpty ? "" : ": ")}{line}{(line.Length < message.AsSpan().TrimEnd().Length ? " …" : "")}";
        if (what.Length == 0)
        {
            what = code ?? "the endpoint gave no reason";
        }

        what = what.Length <= MaxLastLine ? what : string.Concat(what.AsSpan(0, MaxLastLine), "…");
        var place = source?.Innermost(text, error.Frames.Start, error.Frames.End);
        return $"{what} ({handle.FunctionName}{(place is null ? "" : $", {place}")}, endpoint {handle.EndpointId}, task {handle.TaskId})"
            + (hint is null ? "" : $" Hint: {hint}");
    }
}
