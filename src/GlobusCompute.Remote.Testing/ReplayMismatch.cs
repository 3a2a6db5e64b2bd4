namespace GlobusCompute.Remote.Testing;

/// <summary>Specifies why a call does not match a recording.</summary>
public enum ReplayMismatchReason
{
    /// <summary>No call of the function with these arguments is recorded.</summary>
    NotRecorded = 0,

    /// <summary>The call is recorded, and was made more often now.</summary>
    CalledTooOften = 1,

    /// <summary>The source of the function, or of what it uses, is another one than was recorded.</summary>
    SourceChanged = 2,

    /// <summary>The call is recorded without its result, since <see cref="ComputeRecordingOptions.Redact"/> would have changed it.</summary>
    Withheld = 3,
}

/// <summary>Represents a call that does not match a recording. Immutable.</summary>
/// <param name="MethodName">The method as messages name it, for example <c>IAnalysis.Fit</c>.</param>
/// <param name="Reason">Why it does not match.</param>
/// <param name="Message">What is different, and what to do. It contains arguments, but no sensitive ones.</param>
public sealed record ReplayMismatch(string MethodName, ReplayMismatchReason Reason, string Message)
{
    /// <summary>Returns the message.</summary>
    public override string ToString() => Message;
}
