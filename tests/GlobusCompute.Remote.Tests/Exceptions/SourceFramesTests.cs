using GlobusCompute.Remote.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>The file of a function in the frames of a traceback.</summary>
public sealed class SourceFramesTests
{
    private const string Head = "Traceback (most recent call last):\n";

    private static readonly ComputeTaskHandle s_handle = new(Guid.NewGuid(), null, Guid.NewGuid(), null, "IWork.F", null);

    private static readonly SourceFrames s_frames = new(
        "python/lab.py",
        "import math\n\ndef f(x):\n    try:\n        return g(x)\n    finally:\n        pass\n\ndef g(x): return (lambda: [1 / i for i in x])()\nmath.late(1)\n",
        ownLines: 9);

    [Theory]
    [InlineData("  File \"<string>\", line 5, in f\n", "  File \"python/lab.py\", line 5, in f\n    return g(x)\n")]
    [InlineData("  File \"<string>\", line 9, in <lambda>\n", "  File \"python/lab.py\", line 9, in <lambda>\n    def g(x): return (lambda: [1 / i for i in x])()\n")]
    [InlineData("  File \"<string>\", line 9, in <listcomp>\n", "  File \"python/lab.py\", line 9, in <listcomp>\n    def g(x): return (lambda: [1 / i for i in x])()\n")]
    [InlineData("  File \"<string>\", line 5, in f\n    shown already\n", "  File \"python/lab.py\", line 5, in f\n    shown already\n")]
    [InlineData("  File \"<string>\", line 5, in f\n  [Previous line repeated 9 more times]\n", "  File \"python/lab.py\", line 5, in f\n    return g(x)\n  [Previous line repeated 9 more times]\n")]
    [InlineData("  File \"worker.py\", line 9, in deserialize\n  File \"<string>\", line 9, in <module>\n", "  File \"worker.py\", line 9, in deserialize\n  File \"python/lab.py\", line 9, in <module>\n    def g(x): return (lambda: [1 / i for i in x])()\n")]
    [InlineData("  File \"worker.py\", line 9, in _deserialize_it\n  File \"<string>\", line 3\n    def f(\n", "  File \"worker.py\", line 9, in _deserialize_it\n  File \"python/lab.py\", line 3\n    def f(\n")]
    [InlineData("  File \"<string>\", line 10, in g\n", "  File \"python/lab.py <generated>\", line 10, in g\n    math.late(1)\n")]
    public void A_frame_of_the_source_names_its_file_and_shows_its_line(string frames, string expected) =>
        Assert.Equal(Head + expected + "E: x\n", s_frames.Rewrite(Head + frames + "E: x\n"));

    // Code that the function executes itself is called <string> as well; as are the methods that dataclasses make, and named tuples.
    [Theory]
    [InlineData("  File \"<string>\", line 1, in <module>\n")]
    [InlineData("  File \"<string>\", line 5, in __init__\n")]
    [InlineData("  File \"<string>\", line 1, in <lambda>\n")]
    [InlineData("  File \"<string>\", line 2, in f\n")]
    [InlineData("  File \"<string>\", line 99, in f\n")]
    [InlineData("  File \"<string>\", line 0, in f\n")]
    [InlineData("  File \"<string>\", line 1\n    x = = 1\n")]
    [InlineData("  File \"<stdin>\", line 5, in f\n")]
    [InlineData("  File \"python/lab.py\", line 5, in f\n")]
    [InlineData("  File \"string\", line 5, in f\n")]
    [InlineData("  File \"worker.py\", line 9, in deserialize\nE: x\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File \"<string>\", line 3\n    x\n")]
    public void Other_frames_stay_as_they_are(string frames) => Assert.Equal(Head + frames + "E: x\n", s_frames.Rewrite(Head + frames + "E: x\n"));

    [Fact]
    public void A_nested_execution_stays_after_a_frame_of_the_source() =>
        Assert.Equal(
            Head + "  File \"w.py\", line 9, in deserialize\n  File \"python/lab.py\", line 5, in f\n    return g(x)\n  File \"<string>\", line 1, in <module>\nE: x\n",
            s_frames.Rewrite(Head + "  File \"w.py\", line 9, in deserialize\n  File \"<string>\", line 5, in f\n  File \"<string>\", line 1, in <module>\nE: x\n"));

    [Fact]
    public void Frames_in_chains_and_groups_are_named_too() =>
        Assert.Equal(
            "  + Exception Group Traceback (most recent call last):\n  |   File \"python/lab.py\", line 5, in f\n  |     return g(x)\n  | ExceptionGroup: a (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File \"python/lab.py\", line 9, in g\n    |     def g(x): return (lambda: [1 / i for i in x])()\n    | KeyError: 1\n    +------------------------------------\n",
            s_frames.Rewrite("  + Exception Group Traceback (most recent call last):\n  |   File \"<string>\", line 5, in f\n  | ExceptionGroup: a (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File \"<string>\", line 9, in g\n    | KeyError: 1\n    +------------------------------------\n"));

    [Theory]
    [InlineData(Head + "  File \"<string>\", line 5, in f\n  File \"<string>\", line 9, in g\n  File \"/lib/x.py\", line 1, in h\nE: x\n", "python/lab.py line 9")]
    [InlineData(Head + "  File \"<string>\", line 9, in g\nKeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\n" + Head + "  File \"<string>\", line 5, in f\nE: x\n", "python/lab.py line 5")]
    [InlineData("  + Exception Group Traceback (most recent call last):\n  |   File \"<string>\", line 5, in f\n  | E: x\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File \"<string>\", line 9, in g\n    | KeyError: 1\n    +------------------------------------\n", "python/lab.py line 5")]
    [InlineData("++++++++\nTraceback from attempt: final attempt\n" + Head + "  File \"<string>\", line 5, in f\nE: x\n--------\n", "python/lab.py line 5")]
    [InlineData(Head + "  File \"<string>\", line 5, in f\n  File \"<string>\", line 10, in g\nE: x\n", "python/lab.py line 5")]
    [InlineData(Head + "  File \"/lib/x.py\", line 5, in f\nE: x\n", null)]
    public void The_message_names_the_line_that_raised(string text, string? place)
    {
        var error = new TaskExecutionFailedException(s_handle, text, null, null, source: s_frames);

        Assert.StartsWith($"E: x (IWork.F{(place is null ? "" : ", " + place)}, endpoint ", error.Message);
        Assert.Equal(text, error.RemoteTraceback);
        Assert.Equal(s_frames.Rewrite(text), error.Traceback);
        Assert.Contains(error.Traceback.TrimEnd(), error.ToString());
    }

    [Fact]
    public void Behind_the_file_stands_what_runs_items_of_a_map()
    {
        var frames = new SourceFrames("lab.py", "def f():\n    return 1\n").In("def f():\n    return 1\n\ndef gcompute_map():\n    f()\n");

        Assert.Equal(
            Head + "  File \"lab.py <generated>\", line 5, in gcompute_map\n    f()\n  File \"lab.py\", line 2, in f\n    return 1\nE\n",
            frames.Rewrite(Head + "  File \"<string>\", line 5, in gcompute_map\n  File \"<string>\", line 2, in f\nE\n"));
    }

    [Fact]
    public void A_long_traceback_with_many_names_is_read_once()
    {
        var source = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"def f{i}(): pass\n"));
        var text = Head + string.Concat(Enumerable.Range(0, 60_000).Select(static i => $"  File \"<string>\", line 20000, in g{i}\n")) + "E: x\n";

        Assert.Equal(text, new SourceFrames("lab.py", source).Rewrite(text));
    }
}
