namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>
/// Knows the commands that run a word of theirs, or evaluate it, so that quotes do not protect a value in it. docs/shell.md lists them.
/// </summary>
internal static partial class ShellRules
{
    private const string Runs = "{0} runs it as a command; pass the value as a separate argument instead, which a script reads as \"$1\"";
    private const string Evaluates =
        "{0} evaluates it as an expression, and bash runs commands in the subscripts of one; compare numbers with [ ... ] or in the program";
    private const string NamesVariable = "{0} uses it as the name of a variable, and bash runs commands in the subscript of one; write a name";
    private const string Opens = "{0} opens it as a file, and runs it if it ends with '|'; write < before it, or read it in the program";
    private const string Option = "{0} treats it as an option when it begins with '-'; write -- before it, or put it after another argument";

    private static readonly HashSet<string> s_numberOperators = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge"];
    private static readonly HashSet<string> s_operators = [.. s_numberOperators, "=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", "-a", "-o", ")", "]"];
    private static readonly HashSet<string> s_shells =
    [
        "sh", "bash", "rbash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox", "su", "runuser", "sg", "script", "flock",
    ];

    // These take -c wherever it stands.
    private static readonly HashSet<string> s_switchers = ["su", "runuser", "sg", "script", "flock"];
    private static readonly HashSet<string> s_wrappers =
    [
        "exec", "env", "nohup", "timeout", "nice", "ionice", "setsid", "stdbuf", "sudo", "doas", "xargs", "find", "srun", "mpirun", "mpiexec", "chroot",
        "strace", "busybox",
    ];

    private static readonly HashSet<string> s_wrapped = ["awk", "gawk", "mawk", "nawk", "sed", "env", "ssh", "rsh", "watch", "parallel"];
    private static readonly HashSet<string> s_interpreters = ["perl", "ruby", "node", "lua", "julia", "Rscript", "R", "php", "tclsh", "psql", "sqlite3", "gdb"];
    private static readonly HashSet<string> s_commandVariables = ["PS0", "PS1", "PS2", "PS3", "PS4", "PROMPT_COMMAND", "BASH_ENV", "ENV"];

    /// <summary>The words of a statement whose text is more than a text to bash or to a program, with why.</summary>
    public static IEnumerable<ShellRisk> In(ShellStatement statement)
    {
        foreach (var assignment in statement.Assignments)
        {
            if (ShellStatement.Target(statement.Plain(assignment)) is { } target && s_commandVariables.Contains(target))
            {
                yield return Risk(assignment, Runs, "bash");
            }
        }

        foreach (var risk in OfCommand(statement).Concat(OfWrapped(statement)).Concat(OfShells(statement)))
        {
            yield return risk;
        }
    }

    /// <summary>Whether a command makes variables of its arguments, and which of its options let it evaluate the values.</summary>
    public static bool IsDeclaration(string command) => command is "declare" or "typeset" or "local" or "export" or "readonly";

    /// <summary>Whether a word holds options with one of some letters.</summary>
    public static bool HasOption(string word, string letters) =>
        word.Length > 1 && word[0] is '-' or '+' && word[1] != '-' && word.IndexOfAny(letters.ToCharArray()) > 0;

    /// <summary>The words of a statement among which its command would be found if one of them were taken apart: all up to that command.</summary>
    public static IEnumerable<ShellWordPlace> BeforeCommand(ShellStatement statement)
    {
        if (!s_wrappers.Contains(statement.Command))
        {
            yield break;
        }

        var before = "";
        foreach (var place in statement.Arguments)
        {
            yield return place;
            var word = statement.Plain(place);

            // An option, what may be the value of one, a number such as that of 'timeout', or a variable of 'env'.
            var isPassed = word.Length == 0 || word[0] == '-' || IsFilled(word[0]) || char.IsDigit(word[0]) || ShellStatement.IsAssignment(word)
                || (before.Length == 2 && before[0] == '-');
            if (!isPassed && statement.Command != "find")
            {
                yield break;
            }

            before = word;
        }
    }

    private static IEnumerable<ShellRisk> OfCommand(ShellStatement statement)
    {
        var command = statement.Command;
        switch (command)
        {
            case "eval" or "trap" or "alias" or "bind" or "complete" or "compgen" or "fc" or "ssh" or "rsh" or "watch" or "parallel"
                or "at" or "mapfile" or "readarray":
                return statement.Arguments.Select(word => Risk(word, Runs, command));
            case "let":
                return statement.Arguments.Select(word => Risk(word, Evaluates, command, isExpression: true));
            case "read" or "unset" or "wait":
                return statement.Arguments.Select(word => Risk(word, NamesVariable, command));
            case "[[":
                return OfCondition(statement);
            case "[" or "test":
                return OfTest(statement);
            case "printf":
                return OfPrintf(statement);
            case "env":
                return OfEnvironment(statement);
            case "awk" or "gawk" or "mawk" or "nawk" or "sed":
                return OfScript(statement);
            case "source" or ".":
                return statement.Arguments
                    .Where(word => statement.Plain(word).StartsWith("<(", StringComparison.Ordinal))
                    .Select(word => Risk(word, Runs, command));
            default:
                return IsDeclaration(command) ? OfDeclaration(statement) : [];
        }
    }

    // "nohup awk …", "timeout 5 ssh …": the command is somewhere in the words.
    private static IEnumerable<ShellRisk> OfWrapped(ShellStatement statement) => !s_wrappers.Contains(statement.Command) ? []
        : Enumerable.Range(0, statement.Arguments.Count)
            .Where(i => s_wrapped.Contains(ShellStatement.Base(statement.Plain(statement.Arguments[i]))))
            .SelectMany(i => OfCommand(statement.From(i)));

    private static IEnumerable<ShellRisk> OfCondition(ShellStatement statement)
    {
        var compares = statement.Arguments.Any(word => s_numberOperators.Contains(statement.Plain(word)));
        return statement.Arguments.Where((word, i) => compares || (i > 0 && statement.Plain(statement.Arguments[i - 1]) is "-v" or "-R"))
            .Select(word => Risk(word, compares ? Evaluates : NamesVariable, "[[", isExpression: compares));
    }

    // With two words, the first is an operator, and one of them is -v.
    private static IEnumerable<ShellRisk> OfTest(ShellStatement statement)
    {
        for (var i = 0; i < statement.Arguments.Count; i++)
        {
            var next = i + 1 < statement.Arguments.Count ? statement.Plain(statement.Arguments[i + 1]) : "]";
            if ((i > 0 && statement.Plain(statement.Arguments[i - 1]) is "-v" or "-R") || !s_operators.Contains(next))
            {
                yield return Risk(statement.Arguments[i], NamesVariable, statement.Command);
            }
            else
            {
                yield return new ShellRisk(statement.Arguments[i], null, isExpression: false);
            }
        }
    }

    private static IEnumerable<ShellRisk> OfDeclaration(ShellStatement statement)
    {
        var evaluates = statement.Arguments.Any(word => HasOption(statement.Plain(word), "iaAn"));
        return statement.Arguments.Where(word => evaluates || ShellStatement.Target(statement.Plain(word)) is null)
            .Select(word => Risk(word, evaluates ? Evaluates : NamesVariable, statement.Command));
    }

    /// <summary>The command that a shell or another interpreter is given by an option, wherever in the words it is called.</summary>
    private static IEnumerable<ShellRisk> OfShells(ShellStatement statement)
    {
        if (statement.Name is not { } name)
        {
            yield break;
        }

        List<ShellWordPlace> words = [name, .. statement.Arguments];
        string? program = null;
        var isNext = false;
        var opens = false;
        foreach (var place in words)
        {
            var word = statement.Plain(place);
            var isOption = word.Length > 0 && word[0] == '-';
            opens |= program == "perl" && IsLoop(word);
            if (isNext)
            {
                // Options may stand between: "-c -x code".
                yield return Risk(place, Runs, program!);
                isNext = isOption;
            }
            else if (program is not null && (IsCode(program, word) || (isOption && word.StartsWith("--command", StringComparison.Ordinal))))
            {
                // "-c" and what is joined to it.
                isNext = true;
                yield return Risk(place, Runs, program);
            }
            else if (program is not null && word.StartsWith("<(", StringComparison.Ordinal))
            {
                yield return Risk(place, Runs, program);
            }
            else if (opens && !isOption)
            {
                yield return Risk(place, Opens, "perl");
            }
            else if (program is not null && s_switchers.Contains(program) && word.Length > 0 && IsFilled(word[0]))
            {
                yield return Risk(place, Option, program);
            }
            else if (!isOption && IsInterpreter(ShellStatement.Base(word)))
            {
                program = ShellStatement.Base(word);
            }
        }

        foreach (var text in program is null ? [] : statement.HereStrings)
        {
            yield return Risk(text, Runs, program!);
        }
    }

    // Those options of perl that make it read the files that are its arguments; the letters behind some are no options.
    private static bool IsLoop(string option) =>
        option.Length > 1 && option[0] == '-' && option.Skip(1).TakeWhile(static c => !"eEMmIxDCidv-".Contains(c))
            .Any(static c => c is 'n' or 'p' or 'a' or 'F');

    private static bool IsInterpreter(string name) =>
        s_shells.Contains(name) || s_interpreters.Contains(name)
        || name.StartsWith("python", StringComparison.Ordinal) || name.StartsWith("pypy", StringComparison.Ordinal);

    private static bool IsCode(string program, string option) =>
        HasOption(
            option,
            s_shells.Contains(program) || program.StartsWith("py", StringComparison.Ordinal) || program is "psql" ? "c" : program == "node" ? "ep" : "eErx");

    private static bool IsFilled(char c) => c is ShellTemplate.QuotedMark or '$';

    private static ShellRisk Risk(ShellWordPlace word, string reason, string command, bool isExpression = false) =>
        new(word, "it is where " + string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, command), isExpression);
}
