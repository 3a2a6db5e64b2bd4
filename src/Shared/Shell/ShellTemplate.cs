using System.Text;

namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>
/// A command line with fields, as Python's <c>str.format</c> reads it: <c>{name}</c> is a field, <c>{{</c> and <c>}}</c> are braces. The library and
/// its generator compile this same file, so that both judge alike.
/// </summary>
internal sealed class ShellTemplate
{
    // Stand for fields in the text that bash gets: a value in quotes, and one put in as it is.
    internal const char QuotedMark = '\0';
    internal const char UnquotedMark = '\u0001';

    private readonly List<ShellField> _fields = new();

    private ShellTemplate(string text) => Text = text;

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>All fields in order, each as often as it occurs.</summary>
    public IReadOnlyList<ShellField> Fields => _fields;

    /// <summary>What is wrong with the text, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Where the problem is.</summary>
    public int ProblemStart { get; private set; }

    /// <summary>How long the wrong part is.</summary>
    public int ProblemLength { get; private set; }

    /// <summary>Reads a command. Never throws: <see cref="Problem"/> and <see cref="ShellField.Danger"/> say what is wrong.</summary>
    /// <param name="text">The command.</param>
    /// <param name="isUnquoted">Whether the field of a name is put in as it is.</param>
    public static ShellTemplate Parse(string text, Func<string, bool> isUnquoted)
    {
        var template = new ShellTemplate(text);
        var plain = template.ReadFields(isUnquoted);
        if (template.Problem is null)
        {
            new ShellScanner(plain, template._fields.FindAll(field => !isUnquoted(field.Name))).Scan();
        }

        return template;
    }

    private string ReadFields(Func<string, bool> isUnquoted)
    {
        var plain = new StringBuilder(Text.Length);
        if (string.IsNullOrWhiteSpace(Text))
        {
            Fail("is empty", 0, Text.Length);
        }

        for (var i = 0; i < Text.Length && Problem is null; i++)
        {
            var c = Text[i];
            var isDoubled = i + 1 < Text.Length && Text[i + 1] == c;
            if (c == '\0')
            {
                Fail("contains a NUL character, which a command line cannot contain", i, 1);
            }
            else if (c is '{' or '}' && isDoubled)
            {
                plain.Append(c);
                i++;
            }
            else if (c == '}')
            {
                Fail("has a '}' without '{'; write '}}' for a brace", i, 1);
            }
            else if (c == '{')
            {
                i = ReadField(i, plain, isUnquoted);
            }
            else if (char.IsSurrogate(c) && !IsPair(i))
            {
                Fail("contains an unpaired surrogate, which cannot be sent", i, 1);
            }
            else
            {
                // Marks are not for others to set.
                plain.Append(c == UnquotedMark ? 'x' : c);
            }
        }

        return plain.ToString();
    }

    private int ReadField(int start, StringBuilder plain, Func<string, bool> isUnquoted)
    {
        var end = Text.IndexOfAny(['{', '}'], start + 1);
        if (end < 0 || Text[end] == '{')
        {
            Fail("has a '{' that is not closed; write '{{' for a brace", start, 1);
            return start;
        }

        var name = Text.Substring(start + 1, end - start - 1);
        if (Refuse(name) is { } reason)
        {
            Fail(reason, start, end - start + 1);
            return start;
        }

        _fields.Add(new ShellField(name, start, end - start + 1));
        plain.Append(isUnquoted(name) ? UnquotedMark : QuotedMark);
        return end;
    }

    private static string? Refuse(string name)
    {
        if (name.Length == 0)
        {
            return "has a field without a name; write {name}, or '{{}}' for the braces themselves";
        }

        // Python hands fields over as keyword arguments of a method.
        if (name == "self")
        {
            return "has a field named 'self', which is reserved; choose another name";
        }

        if (char.IsDigit(name[0]))
        {
            return $"has the numbered field '{{{name}}}'; fields have names";
        }

        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                return $"has the field '{{{name}}}'; only a name is allowed between the braces; write '{{{{' and '}}}}' for braces";
            }
        }

        return null;
    }

    private bool IsPair(int index) =>
        char.IsHighSurrogate(Text[index])
            ? index + 1 < Text.Length && char.IsLowSurrogate(Text[index + 1])
            : index > 0 && char.IsHighSurrogate(Text[index - 1]);

    private void Fail(string problem, int start, int length)
    {
        Problem = problem;
        ProblemStart = start;
        ProblemLength = length;
    }
}
