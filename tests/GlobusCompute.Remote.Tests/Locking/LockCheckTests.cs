using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Locking;
using GlobusCompute.Remote.Shared.Python;
using Xunit;

namespace GlobusCompute.Remote.Tests.Locking;

public sealed class LockCheckTests
{
    private static readonly Uri s_production = new(LockEntries.Production);

    [Fact]
    public void Functions_and_pins_are_told_apart()
    {
        var pinned = LockEntries.Function("A.I.Pinned");
        var drifted = LockEntries.Function("A.I.Drifted");
        var file = new ComputeLockFile(
        [
            LockEntries.Entry("A.I.Pinned", hash: pinned.SourceHash),
            LockEntries.Entry("A.I.Drifted"),
            LockEntries.Entry("A.I.Gone"),
            LockEntries.Entry("A.I.GoneElsewhere", "http://127.0.0.1:5000/"),
            LockEntries.Entry("A.I.Missing", "http://127.0.0.1:5000/"),
        ]);

        var check = file.Check([pinned, drifted, LockEntries.Function("A.I.Missing")], s_production);

        Assert.Equal(
            [("A.I.Drifted", ComputeLockState.Drifted), ("A.I.Gone", ComputeLockState.Unknown), ("A.I.Missing", ComputeLockState.Missing), ("A.I.Pinned", ComputeLockState.Pinned)],
            check.Items.Select(static item => (item.Method, item.State)));
        Assert.False(check.IsClean);
        Assert.Equal(pinned, Assert.Single(check.In(ComputeLockState.Pinned)).Function);
        Assert.Null(Assert.Single(check.In(ComputeLockState.Missing)).Entry);
        Assert.Null(Assert.Single(check.In(ComputeLockState.Unknown)).Function);
        Assert.True(new ComputeLockFile([LockEntries.Entry("A.I.Pinned", hash: pinned.SourceHash)]).Check([pinned], s_production).IsClean);
    }

    [Fact]
    public void Pins_without_a_function_are_taken_out_of_every_environment()
    {
        var kept = LockEntries.Entry("A.I.Kept", "http://127.0.0.1:5000/");
        var file = new ComputeLockFile([kept, LockEntries.Entry("A.I.Gone"), LockEntries.Entry("A.I.Gone", "http://127.0.0.1:5000/")]);

        Assert.Equal([kept], file.WithoutUnknown([LockEntries.Function("A.I.Kept")]).Entries);
    }

    [Fact]
    public void Everything_that_is_registered_counts_for_the_hash_and_its_form_does_not()
    {
        var group = Guid.Parse("11111111-2222-4333-8444-5555555555aa");
        var function = LockEntries.Function();
        PinnableFunction[] others =
        [
            function with { Source = "def fit(x):\n    return 2 * x\n" },
            function with { FunctionName = "other" },
            function with { Options = new() { Description = "d" } },
            function with { Options = new() { Public = true } },
            function with { Options = new() { Group = group } },
            function with { Options = new() { HighAssuranceEndpointId = group } },
        ];

        Assert.Equal(7, others.Append(function).Select(static f => f.SourceHash).Distinct().Count());
        Assert.Equal(function.SourceHash, (function with { Source = "\uFEFF    def fit(x):\r\n        return x\r\n" }).SourceHash);
        Assert.Equal(function.SourceHash, (function with { Method = "B.Other" }).SourceHash);
        Assert.Equal(
            SourceHash.Of("fit", function.Source, null, false, group.ToString("D"), null),
            SourceHash.Of("fit", function.Source, null, false, group.ToString("B").ToUpperInvariant(), null));
    }

    // printf 'fit\0def fit(x):\n    return x\n\0größe\0001\0\0' | sha256sum
    [Fact]
    public void The_hash_is_the_documented_one() => Assert.Equal(
        "sha256:145258b290aed7aa0d8844fdc6034282e6900ea86070a94cfcd2a98765f82c57",
        SourceHash.Of("fit", "def fit(x):\n    return x\n", "größe", true, null, null));

    [Fact]
    public void Options_that_exclude_each_other_are_refused() =>
        Assert.Throws<ArgumentException>(() => LockEntries.Function() with { Options = new() { Public = true, HighAssuranceEndpointId = Guid.NewGuid() } });
}
