using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Shared.Python;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>What a lock file says, or why it says nothing.</summary>
/// <param name="Entries">Its entries, in its own order; none when it cannot be read.</param>
/// <param name="Fault">Why it cannot be read, or null.</param>
internal sealed record LockFile(EquatableArray<LockEntry> Entries, LockFault? Fault)
{
    /// <summary>What the entries pin: all of the file that generated code depends on.</summary>
    public EquatableArray<LockPin> Pins => Entries.Select(static entry => entry.Pin).ToEquatableArray();
}

/// <summary>One entry of a lock file.</summary>
/// <param name="Pin">What it pins.</param>
/// <param name="Owner">UUID of the identity that registered the function, or null where it is unknown.</param>
/// <param name="Time">When it was pinned, as the file writes it.</param>
/// <param name="Span">Where the method's name stands.</param>
internal sealed record LockEntry(LockPin Pin, string? Owner, string Time, TextSpan Span);

/// <summary>A function that is registered for a method in one environment.</summary>
/// <param name="Method">The method, as <see cref="LockNames"/> names it.</param>
/// <param name="Environment">The service's URL: absolute, with a lower-case host and a slash at its end.</param>
/// <param name="FunctionId">The function's UUID in lower case.</param>
/// <param name="SourceHash">What was registered, as <see cref="Functions.SourceHash"/> gives it.</param>
internal sealed record LockPin(string Method, string Environment, string FunctionId, string SourceHash);

/// <summary>Why a lock file cannot be read.</summary>
/// <param name="Position">Where.</param>
/// <param name="Message">The reason, to stand behind the file's name.</param>
internal sealed record LockFault(int Position, string Message);
