namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>
/// Follows values through variables, to where bash evaluates them: <c>n={x}; echo $((n + 1))</c> runs what is in x, though the value was quoted. What a
/// command prints is not followed.
/// </summary>
internal sealed class ShellVariables
{
    private const string Advice = "check that it is a number first, e.g. by the type of the parameter, or calculate in a program";

    private readonly string _text;
    private readonly ShellScript _script;
    private readonly IReadOnlyList<ShellField> _fields;
    private readonly IReadOnlyList<ShellStatement> _statements;
    private readonly Dictionary<string, HashSet<ShellField>> _filled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);

    public ShellVariables(string text, ShellScript script, IReadOnlyList<ShellField> fields, IReadOnlyList<ShellStatement> statements)
    {
        _text = text;
        _script = script;
        _fields = fields;
        _statements = statements;
    }

    public void Apply()
    {
        foreach (var statement in _statements)
        {
            Fill(statement);
        }

        // A variable may get its value from another, which comes later in a loop.
        var count = -1;
        while (count != _filled.Sum(static pair => pair.Value.Count))
        {
            count = _filled.Sum(static pair => pair.Value.Count);
            foreach (var statement in _statements)
            {
                Pass(statement);
            }
        }

        foreach (var (start, end) in _script.Expressions)
        {
            Refuse(start, end, isExpression: true, "((...)) evaluates");
        }

        foreach (var (start, end) in _script.Expansions)
        {
            RefuseExpansion(start, end);
        }

        foreach (var name in _numbers)
        {
            if (_filled.TryGetValue(name, out var fields))
            {
                Refuse(fields, $"'declare' lets bash evaluate what '{name}' is set to");
            }
        }

        foreach (var statement in _statements)
        {
            if (statement.Name is { } command)
            {
                Refuse(command.Start, command.End, isExpression: false, "bash runs as a command");
            }

            foreach (var word in ShellRules.BeforeCommand(statement))
            {
                RefuseSplit(word, statement.Command);
            }

            RefuseSubscripts(statement);
            foreach (var risk in ShellRules.In(statement))
            {
                if (risk.Reason is not null)
                {
                    Refuse(risk.Word.Start, risk.Word.End, risk.IsExpression, statement.Command + " evaluates or runs");
                }
            }
        }
    }

    /// <summary>Notes which variables a statement sets from fields.</summary>
    private void Fill(ShellStatement statement)
    {
        foreach (var word in Assigning(statement))
        {
            Add(ShellStatement.Target(statement.Plain(word))!, DirectFields(word));
        }

        var fields = statement.Arguments.SelectMany(DirectFields).ToList();
        switch (statement.Command)
        {
            case "for" or "select" when statement.Arguments.Count > 0:
                Add(statement.Plain(statement.Arguments[0]), fields);
                break;
            case "read" or "mapfile" or "readarray":
                var read = statement.HereStrings.SelectMany(DirectFields).ToList();
                foreach (var name in statement.Arguments)
                {
                    Add(statement.Plain(name), read);
                }

                Add("REPLY", read);
                Add("MAPFILE", read);
                break;
            case "printf" when statement.Arguments.Count > 1 && statement.Plain(statement.Arguments[0]) == "-v":
                Add(statement.Plain(statement.Arguments[1]), fields);
                break;
            case var command when command == "set" || IsFunction(command):
                foreach (var position in "123456789@*")
                {
                    Add(position.ToString(), fields);
                }

                break;
        }

        if (ShellRules.IsDeclaration(statement.Command) && statement.Arguments.Any(word => ShellRules.HasOption(statement.Plain(word), "in")))
        {
            foreach (var word in statement.Arguments.Select(statement.Plain))
            {
                _numbers.Add(ShellStatement.Target(word) ?? word);
            }
        }
    }

    /// <summary>Notes which variables a statement sets from other variables.</summary>
    private void Pass(ShellStatement statement)
    {
        foreach (var word in Assigning(statement))
        {
            foreach (var pair in _filled.ToList())
            {
                if (Mentions(word.Start, word.End, pair.Key, isExpression: false))
                {
                    Add(ShellStatement.Target(statement.Plain(word))!, pair.Value);
                }
            }
        }

        if (statement.Command is "for" or "select" or "set" || IsFunction(statement.Command))
        {
            var names = statement.Command is "for" or "select"
                ? statement.Arguments.Take(1).Select(statement.Plain)
                : "123456789@*".Select(static c => c.ToString());
            foreach (var pair in _filled.ToList())
            {
                if (statement.Arguments.Any(word => Mentions(word.Start, word.End, pair.Key, isExpression: false)))
                {
                    names.ToList().ForEach(name => Add(name, pair.Value));
                }
            }
        }
    }

    private static IEnumerable<ShellWordPlace> Assigning(ShellStatement statement) =>
        statement.Assignments.Concat(
            ShellRules.IsDeclaration(statement.Command)
                ? statement.Arguments.Where(word => ShellStatement.Target(statement.Plain(word)) is not null)
                : []);

    private void RefuseSubscripts(ShellStatement statement)
    {
        foreach (var word in Assigning(statement))
        {
            var name = ShellStatement.Target(statement.Plain(word))!;
            // Of the word itself, and of the values of an array: a=([1]=x).
            var open = _text.IndexOf('[', word.Start, word.End - word.Start);
            while (open >= 0 && (open == word.Start + name.Length || _text.IndexOf("=(", word.Start, open - word.Start, StringComparison.Ordinal) >= 0))
            {
                var end = _text.IndexOf("]=", open, word.End - open, StringComparison.Ordinal);
                Refuse(open, end < 0 ? word.End : end, isExpression: true, "a subscript evaluates");
                open = end < 0 ? -1 : _text.IndexOf('[', end, word.End - end);
            }
        }
    }

    // ${!name} takes the value for a name, ${name@P} expands it, and subscripts and offsets are expressions.
    private void RefuseExpansion(int start, int end)
    {
        var content = _text.Substring(start, end - start);
        var mark = content.IndexOfAny(['[', ':']);
        var isDefault = mark >= 0 && content[mark] == ':' && mark + 1 < content.Length && content[mark + 1] is '-' or '=' or '?' or '+';
        if ((content.Length > 0 && content[0] == '!') || content.EndsWith("@P", StringComparison.Ordinal))
        {
            Refuse(start, end, isExpression: true, "${" + content + "} evaluates");
        }
        else if (mark >= 0 && !isDefault)
        {
            Refuse(start + mark, end, isExpression: true, "${" + content + "} evaluates");
        }
    }

    private void Refuse(int start, int end, bool isExpression, string what)
    {
        foreach (var pair in _filled)
        {
            if (Mentions(start, end, pair.Key, isExpression))
            {
                Refuse(pair.Value, $"{what} the variable '{pair.Key}' that is set from it");
            }
        }
    }

    // Without double quotes, bash makes many words of a variable, and one of them is the command.
    private void RefuseSplit(ShellWordPlace word, string command)
    {
        foreach (var pair in _filled)
        {
            if (Mentions(word.Start, word.End, pair.Key, isExpression: false, isSplit: true))
            {
                foreach (var field in pair.Value)
                {
                    field.Danger ??= $"'{command}' may run a part of the variable '{pair.Key}' that is set from it; write \"${pair.Key}\" in double quotes";
                }
            }
        }
    }

    private static void Refuse(IEnumerable<ShellField> fields, string reason)
    {
        foreach (var field in fields)
        {
            field.Danger ??= $"{reason}, and bash runs commands in an expression; {Advice}";
        }
    }

    private void Add(string name, IEnumerable<ShellField> fields)
    {
        foreach (var field in fields)
        {
            if (!_filled.TryGetValue(name, out var known))
            {
                _filled.Add(name, known = []);
            }

            known.Add(field);
        }
    }

    /// <summary>Gets the fields in a word that are not within a command of their own.</summary>
    private IEnumerable<ShellField> DirectFields(ShellWordPlace word) =>
        _fields.Where(field => field.Position >= word.Start && field.Position < word.End && field.Depth == word.Depth);

    private bool IsFunction(string command) =>
        command.Length > 0 && command.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-')
        && (_text.Contains(command + "()") || _text.Contains(command + " ()") || _text.Contains("function " + command));

    /// <summary>Whether a part of the text has the value of a variable in it: <c>$name</c>, or in an expression its name alone.</summary>
    private bool Mentions(int start, int end, string name, bool isExpression, bool isSplit = false)
    {
        var isSingle = false;
        var isDouble = false;
        for (var i = start; i < end; i++)
        {
            isSingle ^= _text[i] == '\'' && !isExpression && !(isSplit && isDouble);
            isDouble ^= _text[i] == '"' && isSplit && !isSingle;
            if (isSingle || isDouble || string.CompareOrdinal(_text, i, name, 0, name.Length) != 0 || i + name.Length > end
                || (i + name.Length < _text.Length && IsName(_text[i + name.Length]) && !char.IsDigit(name[0]) && IsName(name[0])))
            {
                continue;
            }

            var before = i > 0 ? _text[i - 1] : ' ';
            var isExpanded = before == '$' || (before is '{' or '!' or '#' && i > 1 && _text.LastIndexOf('$', i - 1, Math.Min(3, i)) >= 0);
            if (isExpanded || (isExpression && !IsName(before) && IsName(name[0]) && !char.IsDigit(name[0])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c == '_';
}
