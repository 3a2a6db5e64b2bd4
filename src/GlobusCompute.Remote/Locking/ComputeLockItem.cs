namespace GlobusCompute.Remote.Locking;

/// <summary>One method or pin that was looked at.</summary>
/// <param name="Method">The method, as in <see cref="ComputeLockEntry.Method"/>.</param>
/// <param name="State">How the two go together.</param>
/// <param name="Function">The method's function, or null where there is no such method.</param>
/// <param name="Entry">The pin, or null where there is none.</param>
public sealed record ComputeLockItem(string Method, ComputeLockState State, PinnableFunction? Function, ComputeLockEntry? Entry);
