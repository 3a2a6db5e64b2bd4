namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>Programs that take some of their arguments for something else than a text.</summary>
internal static partial class ShellRules
{
    private static IEnumerable<ShellRisk> OfPrintf(ShellStatement statement)
    {
        var isOption = true;
        for (var i = 0; i < statement.Arguments.Count; i++)
        {
            var word = statement.Plain(statement.Arguments[i]);
            if (i > 0 && isOption && statement.Plain(statement.Arguments[i - 1]) == "-v")
            {
                yield return Risk(statement.Arguments[i], NamesVariable, "printf -v");
                continue;
            }

            if (isOption && word.StartsWith("-v", StringComparison.Ordinal))
            {
                yield return Risk(statement.Arguments[i], NamesVariable, "printf -v");
            }
            else if (isOption && word.Length > 0 && IsFilled(word[0]))
            {
                yield return Risk(statement.Arguments[i], Option, "printf");
            }

            isOption &= word.Length > 0 && word[0] == '-' && word != "--";
        }
    }

    private static IEnumerable<ShellRisk> OfEnvironment(ShellStatement statement)
    {
        var isSplit = false;
        var before = "";
        foreach (var argument in statement.Arguments)
        {
            var word = statement.Plain(argument);
            isSplit |= HasOption(word, "S") || word.StartsWith("--split", StringComparison.Ordinal);
            if (isSplit)
            {
                yield return Risk(argument, Runs, "env -S");
            }
            else if (word.Length > 0 && IsFilled(word[0]))
            {
                yield return Risk(argument, Option, "env");
                yield break;
            }
            else if (word.Length > 0 && word[0] != '-' && !ShellStatement.IsAssignment(word) && !TakesValue(before))
            {
                yield break;
            }

            before = word;
        }
    }

    // "-u name", "-iu name", "--chdir folder": what follows is not yet the command.
    private static bool TakesValue(string option) => option.StartsWith("--", StringComparison.Ordinal)
        ? option.Length > 2 && "--unset --chdir --argv0".Split(' ').Any(name => name.StartsWith(option, StringComparison.Ordinal))
        : option.Length > 1 && option[0] == '-' && "uCaPLU".Contains(option[option.Length - 1]);

    /// <summary>The program that <c>awk</c> and <c>sed</c> run: the first argument, unless an option gives it.</summary>
    private static IEnumerable<ShellRisk> OfScript(ShellStatement statement)
    {
        var takesValue = statement.Command == "sed" ? "lsE" : "vFifl";
        var isGiven = false;
        for (var i = 0; i < statement.Arguments.Count; i++)
        {
            var word = statement.Plain(statement.Arguments[i]);
            var before = i == 0 ? "" : statement.Plain(statement.Arguments[i - 1]);
            if (word.StartsWith("-e", StringComparison.Ordinal) || word.StartsWith("--e", StringComparison.Ordinal) || before is "-e" or "--expression")
            {
                isGiven = true;
                yield return Risk(statement.Arguments[i], Runs, statement.Command);
            }
            else if (word.StartsWith("-f", StringComparison.Ordinal) || before == "-f")
            {
                isGiven = true;
            }
            else if (!isGiven && !(word.Length > 0 && word[0] == '-')
                && !(before.Length == 2 && before[0] == '-' && statement.Command != "sed" && takesValue.Any(letter => letter == before[1])))
            {
                yield return Risk(statement.Arguments[i], Runs, statement.Command);
                yield break;
            }
        }
    }
}
