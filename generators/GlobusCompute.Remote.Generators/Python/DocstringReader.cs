using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>
/// Reads docstrings: sections as Google and NumPy write them, fields as Sphinx has them, and plain text, in any mixture. Any text has an answer, in linear
/// time; what is not understood is text.
/// </summary>
internal sealed class DocstringReader
{
    private readonly string[] _lines;
    private readonly List<string> _text = [];
    private readonly List<string> _remarks = [];
    private readonly List<PythonDocumentedName> _parameters = [];
    private readonly HashSet<string> _parameterNames = new(StringComparer.Ordinal);
    private readonly List<PythonDocumentedName> _raises = [];
    private readonly List<string> _examples = [];
    private string? _summary;
    private string? _returns;
    private int _at;

    private DocstringReader(string docstring) => _lines = PythonLiteral.CleanDocumentation(docstring).Split('\n');

    /// <summary>Reads a docstring of any content.</summary>
    public static PythonDocumentation Read(string docstring)
    {
        var reader = new DocstringReader(docstring);
        reader.ReadLines();
        return new(
            reader._summary ?? "",
            reader._remarks.ToEquatableArray(),
            reader._parameters.ToEquatableArray(),
            reader._returns,
            reader._raises.ToEquatableArray(),
            reader._examples.ToEquatableArray());
    }

    private void ReadLines()
    {
        while (_at < _lines.Length)
        {
            if (DocstringSection.Read(_lines, _at) is { } section)
            {
                EndText();
                ReadSection(section);
            }
            else if (DocstringField.Read(_lines[_at]) is { } field)
            {
                EndText();
                _at++;
                ReadField(field);
            }
            else if (_lines[_at].StartsWith(">>>", StringComparison.Ordinal))
            {
                EndText();
                Add(_examples, DocstringText.Join("", TakeWhile(line => !DocstringText.IsBlank(line))));
            }
            else
            {
                _text.Add(_lines[_at++]);
            }
        }

        EndText();
    }

    /// <summary>Takes the text so far as the summary and remarks.</summary>
    private void EndText()
    {
        foreach (var paragraph in DocstringText.Paragraphs(string.Join("\n", _text)))
        {
            if (_summary is null)
            {
                _summary = paragraph;
            }
            else
            {
                _remarks.Add(paragraph);
            }
        }

        _text.Clear();
    }

    private void ReadSection(DocstringSection section)
    {
        // A text behind a section is no summary.
        _summary ??= "";
        _at += section.Style == DocstringStyle.Numpy ? 2 : 1;
        var content = section.Style == DocstringStyle.Numpy
            ? TakeWhile(_ => DocstringSection.Read(_lines, _at) is null)
            : TakeWhile(line => DocstringText.IsBlank(line) || line[0] == ' ');
        switch (section.Kind)
        {
            case DocstringSectionKind.Parameters:
                AddParameters(content, section.Style);
                break;
            case DocstringSectionKind.Returns:
                SetReturns(section, content);
                break;
            case DocstringSectionKind.Raises:
                AddRaises(section, content);
                break;
            case DocstringSectionKind.Examples:
                Add(_examples, DocstringText.Join(section.Inline, content));
                break;
            default:
                var text = DocstringText.Join(section.Inline, content);
                var paragraphs = DocstringText.Paragraphs(section.Kind == DocstringSectionKind.Notes || text.Length == 0 ? text : $"{section.Heading}: {text}");
                _remarks.AddRange(paragraphs);
                break;
        }
    }

    private void AddParameters(List<string> content, DocstringStyle style)
    {
        foreach (var (head, below) in Items(content, line => style == DocstringStyle.Numpy || ReadParameters(line, style) is not null))
        {
            if (ReadParameters(head, style) is { } parameter)
            {
                AddParameters(parameter.Names, DocstringText.Join(parameter.Text, below));
            }
            else if (DocstringText.Join(head, below) is { Length: > 0 } text)
            {
                _remarks.AddRange(DocstringText.Paragraphs(text));
            }
        }
    }

    /// <summary>Reads <c>x (int): text</c>, or <c>x : int</c> as NumPy writes it; null where the line is neither.</summary>
    private static (IReadOnlyList<string> Names, string Text)? ReadParameters(string line, DocstringStyle style)
    {
        var colon = DocstringText.FindColon(line);
        if ((colon < 0 && style == DocstringStyle.Google) || DocstringText.ReadNames((colon < 0 ? line : line.Substring(0, colon)).Trim()) is not { } names)
        {
            return null;
        }

        // NumPy has the type there, but some write the text on the same line.
        var rest = colon < 0 ? "" : line.Substring(colon + 1).Trim();
        var isText = style == DocstringStyle.Google || (rest.EndsWith(".", StringComparison.Ordinal) && rest.IndexOf(' ') > 0);
        return (names, isText ? rest : "");
    }

    private void SetReturns(DocstringSection section, List<string> content)
    {
        var text = DocstringText.Join(section.Inline, content);
        if (section.Style == DocstringStyle.Google)
        {
            var first = text.Split('\n')[0];
            var colon = DocstringText.FindColon(first);
            text = colon > 0 && DocstringText.IsType(first.Substring(0, colon)) ? text.Substring(colon + 1).Trim() : text;
        }
        else if (content.Exists(line => line.StartsWith(" ", StringComparison.Ordinal)))
        {
            // A single result is described below its type; of several, each is named.
            var items = Items(content, _ => true).ToArray();
            var names = items.Select(item => DocstringText.FindColon(item.Head) is var colon and > 0 ? item.Head.Substring(0, colon).Trim() + ": " : "");
            var texts = items.Zip(names, (item, name) => (items.Length > 1 ? name : "") + DocstringText.Join("", item.Below));
            text = string.Join("\n\n", texts.Where(part => part.Length > 0));
        }

        SetReturns(text);
    }

    private void AddRaises(DocstringSection section, List<string> content)
    {
        if (section.Inline.Length > 0)
        {
            content.Insert(0, section.Inline);
        }

        foreach (var (head, below) in Items(content, _ => true))
        {
            var colon = DocstringText.FindColon(head);
            var name = colon < 0 ? head : head.Substring(0, colon);
            if (DocstringText.IsType(name.Replace(", ", ",")))
            {
                _raises.Add(new(name.Trim(), DocstringText.Join(colon < 0 ? "" : head.Substring(colon + 1), below)));
            }
            else
            {
                AddRaises("", DocstringText.Join(head, below));
            }
        }
    }

    private void ReadField(DocstringField field)
    {
        _summary ??= "";

        // A field goes on while lines are indented, and in the lines right below it, which some do not indent.
        var lines = TakeWhile(line => !DocstringText.IsBlank(line) && DocstringField.Read(line) is null && DocstringSection.Read(_lines, _at) is null);
        lines.AddRange(TakeWhile(line => DocstringText.IsBlank(line) || line[0] == ' '));
        var text = DocstringText.Join(field.Text, lines);
        switch (field.Kind)
        {
            case DocstringSectionKind.Parameters:
                AddParameters([field.Name], text);
                break;
            case DocstringSectionKind.Returns:
                SetReturns(text);
                break;
            case DocstringSectionKind.Raises:
                AddRaises(field.Name, text);
                break;
        }
    }

    private void AddParameters(IReadOnlyList<string> names, string text)
    {
        if (text.Length > 0)
        {
            _parameters.AddRange(names.Where(_parameterNames.Add).Select(name => new PythonDocumentedName(name, text)));
        }
    }

    private void AddRaises(string name, string text)
    {
        if (name.Length + text.Length > 0)
        {
            _raises.Add(new(name, text));
        }
    }

    private void SetReturns(string text) => _returns ??= text.Length > 0 ? text : null;

    private static void Add(List<string> texts, string text)
    {
        if (text.Length > 0)
        {
            texts.Add(text);
        }
    }

    /// <summary>Takes lines from here on.</summary>
    private List<string> TakeWhile(Func<string, bool> isTaken)
    {
        var taken = new List<string>();
        for (; _at < _lines.Length && isTaken(_lines[_at]); _at++)
        {
            taken.Add(_lines[_at]);
        }

        return taken;
    }

    /// <summary>Cuts the lines of a section into items: a line that is indented least, and those below it.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="isHead">Whether a line that is indented least starts an item; otherwise it goes on with the one before.</param>
    private static IEnumerable<(string Head, List<string> Below)> Items(List<string> lines, Func<string, bool> isHead)
    {
        string? head = null;
        var below = new List<string>();
        var margin = lines.Where(line => !DocstringText.IsBlank(line)).Select(DocstringText.Indentation).DefaultIfEmpty(0).Min();
        foreach (var line in lines)
        {
            if (head is not null && (DocstringText.IsBlank(line) || DocstringText.Indentation(line) > margin || !isHead(line.Trim())))
            {
                below.Add(line);
                continue;
            }

            if (head is not null)
            {
                yield return (head, below);
            }

            if (DocstringText.IsBlank(line))
            {
                head = null;
            }
            else
            {
                (head, below) = (line.Trim(), new List<string>());
            }
        }

        if (head is not null)
        {
            yield return (head, below);
        }
    }
}
