using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Exceptions;

/// <summary>
/// Names the caller's file in the frames of a traceback. A worker executes a source as text, and Python calls each such text <c>&lt;string&gt;</c>. Its
/// lines are the file's. Immutable and safe for use by many threads.
/// </summary>
/// <remarks>
/// Code that the function itself executes from text has the same name, as have the methods that dataclasses make. A frame is the source's only if the
/// source names the frame's function in that line or above it. A frame of module level, or a syntax error, is the source's only while the worker reads it.
/// </remarks>
internal sealed partial class SourceFrames
{
    private const int MostNames = 200;
    private const string Generated = " <generated>";

    private readonly string _file;
    private readonly string _source;
    private readonly int _ownLines;
    private string[]? _lines;

    /// <param name="file">The file as messages name it.</param>
    /// <param name="source">The registered source.</param>
    /// <param name="ownLines">How many of its lines are the file's; 0 for all. What follows was added by the library.</param>
    public SourceFrames(string file, string source, int ownLines = 0)
    {
        _file = file;
        _source = source;
        _ownLines = ownLines == 0 ? int.MaxValue : ownLines;
    }

    private string[] Lines => _lines ??= _source.Split('\n');

    /// <summary>The same for a longer text that begins with this one.</summary>
    public SourceFrames In(string source) => new(_file, source, Math.Min(_ownLines, _source.TrimEnd('\n').AsSpan().Count('\n') + 1));

    /// <summary>The text with the file and its lines in the frames.</summary>
    public string Rewrite(string text)
    {
        var builder = new StringBuilder(text.Length + 256);
        var copied = 0;
        foreach (var frame in Find(text, 0, text.Length))
        {
            builder.Append(text, copied, frame.Start - copied).Append(_file).Append(frame.Line > _ownLines ? Generated : "");
            copied = frame.Start + frame.Length;

            // Python shows the line below the frame where it has the file.
            var below = text.IndexOf('\n', copied) + 1;
            var indentation = frame.Margin + "    ";
            if (below > 0 && frame.HasName && string.CompareOrdinal(text, below, indentation, 0, indentation.Length) != 0
                && Lines[frame.Line - 1].AsSpan().Trim() is { IsEmpty: false } code)
            {
                builder.Append(text, copied, below - copied).Append(indentation).Append(code).Append('\n');
                copied = below;
            }
        }

        return copied == 0 ? text : builder.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>File and line of the innermost frame that is in the file, or null when none is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the frames begin.</param>
    /// <param name="end">Where they end.</param>
    public string? Innermost(string text, int start, int end)
    {
        string? place = null;
        foreach (var frame in Find(text, start, end))
        {
            if (frame.Line <= _ownLines)
            {
                place = string.Create(CultureInfo.InvariantCulture, $"{_file} line {frame.Line}");
            }
        }

        return place;
    }

    private IEnumerable<Frame> Find(string text, int start, int end)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var isReading = false;
        var wasInSource = false;
        for (var match = Frames().Match(text, start, end - start); match.Success; match = match.NextMatch())
        {
            if (!match.Groups["line"].Success)
            {
                (isReading, wasInSource) = (false, false);
                continue;
            }

            var name = match.Groups["name"].Value;
            if (!match.Groups["string"].Success)
            {
                isReading |= name.Contains("deserialize", StringComparison.Ordinal);
                continue;
            }

            if (int.TryParse(match.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
                && line >= 1 && line <= Lines.Length
                && (name is "" or "<module>" ? isReading && !wasInSource : FirstLineOf(name, names) <= line))
            {
                var place = match.Groups["string"];
                yield return new Frame(place.Index, place.Length, line, match.Groups["margin"].Value, name.Length > 0);
            }

            wasInSource = true;
        }
    }

    /// <summary>The first line that names what a frame runs in; beyond all lines where none does.</summary>
    private int FirstLineOf(string name, Dictionary<string, int> known)
    {
        if (known.TryGetValue(name, out var first))
        {
            return first;
        }

        var word = name switch { "<lambda>" => "lambda", _ when name[0] == '<' => "for", _ => name };
        var index = known.Count >= MostNames ? -1 : Array.FindIndex(Lines, line => PythonWords.Mentions(line, word));
        return known[name] = index < 0 ? int.MaxValue : index + 1;
    }

    [GeneratedRegex(
        """^(?<margin>(?: {2,60}\| )?)(?:  File (?:"(?<string><string>)"|"[^"\n]*"), line (?<line>\d{1,9})(?:, in (?<name>[^\n]{1,200}))?"""
        + """|Traceback \(most recent call last\):|(?: {2,60}\+ )?Exception Group Traceback \(most recent call last\):)$""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Frames();

    private readonly record struct Frame(int Start, int Length, int Line, string Margin, bool HasName);
}
