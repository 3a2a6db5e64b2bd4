namespace GlobusCompute.Remote.Generators.Python;

/// <summary>The body of a compound statement.</summary>
/// <param name="Indentation">The columns before its head.</param>
/// <param name="IsScope">Whether it is a function or a class.</param>
/// <param name="IsGuard">Whether imports in it need not succeed.</param>
/// <param name="Owner">The function or class at module level that it is the body of, or null.</param>
/// <param name="Branch">What is known of its condition.</param>
internal readonly record struct PythonBlock(int Indentation, bool IsScope, bool IsGuard, PythonDraft? Owner, PythonBranch Branch)
{
    /// <summary>Whether statements stand behind the colon of a line.</summary>
    public static bool Opens(PythonStatement line) =>
        line.Is(0, PythonTokenKind.Name)
        && line.TextAt(0) is "if" or "elif" or "else" or "try" or "except" or "finally" or "for" or "while" or "with" or "async" or "case"
        && line.Find(":", 0, 0) < line.Count
        && !(line.Is(0, "case") && line.Is(1, ":"));

    /// <summary>Whether an import below need not succeed.</summary>
    public static bool IsGuarded(PythonStatement line)
    {
        if (line.Is(0, "try") || line.Is(0, "except"))
        {
            return true;
        }

        for (var i = 1; line.Is(0, "if") && i < line.Count; i++)
        {
            if (line.Is(i, "TYPE_CHECKING"))
            {
                return true;
            }
        }

        return false;
    }
}
