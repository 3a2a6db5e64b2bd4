using GlobusCompute.Remote.Shared.Locking.Json;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>What a lock file says, or why it says nothing.</summary>
/// <param name="Entries">Its entries, in its own order; none when it cannot be read.</param>
/// <param name="Fault">Why it cannot be read, or null.</param>
internal sealed record LockFile(IReadOnlyList<LockEntry> Entries, LockFault? Fault)
{
    /// <summary>A file that cannot be read.</summary>
    public static LockFile Unreadable(LockFault fault) => new([], fault);
}

/// <summary>One entry of a lock file.</summary>
/// <param name="Pin">What it pins.</param>
/// <param name="Owner">UUID of the identity that registered the function, or null where it is unknown.</param>
/// <param name="Time">When it was pinned, as the file writes it.</param>
/// <param name="Span">Where the method's name stands.</param>
/// <param name="Line">The line on which it begins, from 1 on.</param>
/// <param name="EarlierLine">The line of the first entry for the same method and environment, or null where this is the first.</param>
internal sealed record LockEntry(LockPin Pin, string? Owner, string Time, TextRange Span, int Line, int? EarlierLine);

/// <summary>A function that is registered for a method in one environment.</summary>
/// <param name="Method">The method: its documentation id without <c>M:</c>, and without its parameters where it has no overloads.</param>
/// <param name="Environment">The service's URL, as <see cref="ServiceEnvironment.Of"/> gives it.</param>
/// <param name="FunctionId">The function's UUID in lower case.</param>
/// <param name="SourceHash">What was registered, as <see cref="Python.SourceHash"/> gives it.</param>
internal sealed record LockPin(string Method, string Environment, string FunctionId, string SourceHash);

/// <summary>Why a lock file cannot be read.</summary>
/// <param name="Position">Where: an index into the text.</param>
/// <param name="Line">The line of the position, from 1 on.</param>
/// <param name="Message">The reason, to stand behind the file's name; without a full stop.</param>
internal sealed record LockFault(int Position, int Line, string Message)
{
    /// <summary>A file whose bytes are not UTF-8.</summary>
    public static LockFault NotUtf8 { get; } = new(0, 1, "is not UTF-8");

    /// <summary>A file that cannot be opened.</summary>
    public static LockFault NotOpened { get; } = new(0, 1, "cannot be opened");

    /// <summary>A method that is pinned in one environment twice, where that is not borne.</summary>
    /// <param name="entry">The later entry.</param>
    public static LockFault Repeated(LockEntry entry) => new(
        entry.Span.Start,
        entry.Line,
        $"is malformed at line {entry.Line}: {entry.Pin.Method} is pinned in {entry.Pin.Environment} twice, "
        + $"first at line {entry.EarlierLine}; keep one of the two entries");
}
