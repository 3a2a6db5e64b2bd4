using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators;

/// <summary>The generator's steps that have to do with the lock file.</summary>
internal static class LockSteps
{
    /// <summary>Reads the lock file. What it says beyond its pins, and how it is laid out, goes no further than that.</summary>
    public static IncrementalValueProvider<LockTable> Read(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => LockSource.IsLockFile(pair.Left, pair.Right))
            .Select(static (pair, _) => pair.Left)
            .WithTrackingName(StepNames.LockPaths)
            .Select(static (file, cancellationToken) =>
                LockSource.Read(file.GetText(cancellationToken)).Entries.Select(static entry => entry.Pin).ToEquatableArray())
            .WithTrackingName(StepNames.LockFiles)
            .Collect()
            .Select(static (all, _) => new LockTable(all.SelectMany(static pins => pins)))
            .WithTrackingName(StepNames.LockTable);

    /// <summary>Looks up what is pinned for each proxy: an edit of the lock file changes those whose pins it changes.</summary>
    public static IncrementalValuesProvider<Outcome<ProxyModel>> Pin(
        IncrementalValuesProvider<Outcome<ProxyModel>> proxies, IncrementalValueProvider<LockTable> locks) =>
        proxies
            .Combine(locks)
            .Select(static (pair, _) => pair.Left.Then(pair.Right.Pin))
            .WithTrackingName(StepNames.LockedProxies);
}
