using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Diagnostics;

/// <summary>Rules of the lock file.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnreadableLock = Error(
        "GCR070",
        "The lock file cannot be read",
        "{0} {1}");

    public static readonly DiagnosticDescriptor Drift = Warning(
        "GCR071",
        "A function that has changed since it was pinned",
        "{0}: the source of {1}, or what is registered with it, has changed since it was pinned for {2}; run 'gcompute functions pin' to register it anew");

    public static readonly DiagnosticDescriptor NotPinned = Info(
        "GCR072",
        "A function that is not pinned where others are",
        "{0}: {1} is not pinned for {2}, and others are; run 'gcompute functions pin'");

    public static readonly DiagnosticDescriptor UnknownPin = Warning(
        "GCR073",
        "A pin of a function that the project does not have",
        "{0} is pinned for {1}, and no method of this name has a Python source in this project{2}; remove the entry");

    public static readonly DiagnosticDescriptor PinnedTwice = Warning(
        "GCR074",
        "A function that is pinned twice",
        "{0} is pinned for {1} by an earlier entry already, which is the one that counts; remove one of them");

    private static IEnumerable<DiagnosticDescriptor> Lock => [UnreadableLock, Drift, NotPinned, UnknownPin, PinnedTwice];
}
