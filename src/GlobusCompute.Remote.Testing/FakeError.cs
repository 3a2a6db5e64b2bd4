namespace GlobusCompute.Remote.Testing;

/// <summary>Describes an exception that a Python function raises, for setups.</summary>
/// <param name="type">The type as Python prints it, for example <c>ValueError</c> or <c>lab.errors.DeviceError</c>.</param>
/// <param name="message">The message; empty (the default) for none.</param>
public sealed class FakeError(string type, string message = "")
{
    /// <summary>Gets the type as Python prints it.</summary>
    public string Type { get; } = Checked(type);

    /// <summary>Gets the message; empty for none.</summary>
    public string Message { get; } = message ?? throw new ArgumentNullException(nameof(message));

    /// <summary>Gets or sets the exception from which it was raised, as by Python's <c>raise … from …</c>. Null (the default) for none.</summary>
    public FakeError? Cause { get; init; }

    /// <summary>Gets or sets the line of the function that raised it, from 1. Default 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Returns the type and the message as Python prints them.</summary>
    public override string ToString() => Message.Length == 0 ? Type : $"{Type}: {Message}";

    /// <summary>Writes the traceback that a worker sends, that of the cause first.</summary>
    internal string ToTraceback(string function)
    {
        var cause = Cause is null ? "" : $"{Cause.ToTraceback(function)}\nThe above exception was the direct cause of the following exception:\n\n";
        return $"{cause}Traceback (most recent call last):\n  File \"<string>\", line {Line}, in {function}\n{this}\n";
    }

    private static string Checked(string type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        return type;
    }
}
