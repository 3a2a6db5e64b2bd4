namespace GlobusCompute.Remote.Generators.Python;

/// <summary>A branch of an <c>if</c>, as far as its condition is known before it runs: <c>TYPE_CHECKING</c> is true for type checkers alone.</summary>
/// <param name="NeverRuns">Whether Python never runs it.</param>
/// <param name="OthersNeverRun">Whether Python never runs the branches that follow it.</param>
internal readonly record struct PythonBranch(bool NeverRuns, bool OthersNeverRun)
{
    /// <summary>Reads the head of a compound statement.</summary>
    /// <param name="line">Its tokens.</param>
    /// <param name="before">The branch before it, or the default where there is none.</param>
    public static PythonBranch Read(PythonStatement line, PythonBranch before)
    {
        if (line.Is(0, "else"))
        {
            return new(before.OthersNeverRun, false);
        }

        var isOther = line.Is(0, "elif");
        if (!isOther && !line.Is(0, "if"))
        {
            return default;
        }

        var isNegated = line.Is(1, "not");
        var start = isNegated ? 2 : 1;
        var end = start;
        while (line.Is(end, PythonTokenKind.Name) && line.Is(end + 1, ".") && line.Is(end + 2, PythonTokenKind.Name))
        {
            end += 2;
        }

        var isFalse = line.Is(end, "TYPE_CHECKING") || (end == start && (line.Is(end, "False") || line.TextAt(end) == "0"));
        var isTrue = end == start && (line.Is(end, "True") || line.TextAt(end) == "1");
        var isWhole = line.Is(end + 1, ":");
        var never = isNegated ? isTrue && isWhole : isFalse && (isWhole || OnlyAnd(line, end + 1));
        var always = isWhole && (isNegated ? isFalse : isTrue);
        return new(never || (isOther && before.OthersNeverRun), always || (isOther && before.OthersNeverRun));
    }

    private static bool OnlyAnd(PythonStatement line, int from) =>
        line.Is(from, "and") && line.Find("or", from, 0) == line.Count && line.Find("if", from, 0) == line.Count;
}
