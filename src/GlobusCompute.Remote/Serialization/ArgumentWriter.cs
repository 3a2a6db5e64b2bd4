using System.Buffers;
using System.Buffers.Text;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Writes one call's arguments. Rented by the calling thread and given back by <see cref="Finish"/>; simply dropped when a call is given up.</summary>
internal sealed class ArgumentWriter
{
    // One idle writer a thread: a call made while another's arguments are written gets a new one.
    [ThreadStatic]
    private static ArgumentWriter? s_idle;

    private readonly JsonBuffer _positional = new();
    private readonly JsonBuffer _keyword = new();
    private ComputeJson? _json;

    private ArgumentWriter()
    {
    }

    /// <summary>Bytes of JSON written so far.</summary>
    public int Length => _positional.Length + _keyword.Length;

    public static ArgumentWriter Rent(ComputeJson json)
    {
        var writer = s_idle ?? new ArgumentWriter();
        s_idle = null;
        writer._json = json;
        return writer;
    }

    /// <exception cref="PayloadException">The value cannot be sent. What was written of it is taken back.</exception>
    public void Positional<T>(T value) => Write(_positional, null, value);

    /// <exception cref="PayloadException">The value cannot be sent. What was written of it is taken back.</exception>
    public void Keyword<T>(string pythonName, T value) => Write(_keyword, pythonName, value);

    /// <summary>Adds a positional argument that is JSON already.</summary>
    public void RawPositional(ReadOnlySpan<byte> json)
    {
        Separate(_positional, null);
        _positional.Raw(json);
    }

    /// <summary>Adds a keyword argument that is JSON already.</summary>
    public void RawKeyword(string pythonName, ReadOnlySpan<byte> json)
    {
        Separate(_keyword, pythonName);
        _keyword.Raw(json);
    }

    /// <summary>The packed pair of an args and a kwargs buffer in the <c>11</c> strategy (protocol.md §4.4).</summary>
    public PackedArguments Finish()
    {
        // Each buffer is at most "2147483647\\n11\\n" and two brackets beside its JSON; the task string has two quotes.
        var capacity = 2 + (2 * 20) + JsonStringText.EscapedLength(_positional.Written) + JsonStringText.EscapedLength(_keyword.Written);
        var pooled = ArrayPool<byte>.Shared.Rent(capacity);
        var length = 0;
        pooled[length++] = (byte)'"';
        length += Pack(_positional.Written, '[', ']', pooled.AsSpan(length));
        length += Pack(_keyword.Written, '{', '}', pooled.AsSpan(length));
        pooled[length++] = (byte)'"';
        _positional.Clear();
        _keyword.Clear();
        _json = null;
        s_idle = this;
        return new PackedArguments(pooled, length);
    }

    private static int Pack(ReadOnlySpan<byte> json, char open, char close, Span<byte> destination)
    {
        // All of it is ASCII, so code points are bytes: three of the header, the brackets, the JSON.
        Utf8Formatter.TryFormat(3 + 2 + json.Length, destination, out var written);
        @"\n11\n"u8.CopyTo(destination[written..]);
        written += 6;
        destination[written++] = (byte)open;
        written += JsonStringText.Escape(json, destination[written..]);
        destination[written++] = (byte)close;
        return written;
    }

    private void Write<T>(JsonBuffer output, string? name, T value)
    {
        var mark = output.Length;
        var done = false;
        try
        {
            Separate(output, name);
            ArgumentJson.Write(output, _json!, value);
            done = true;
        }
        finally
        {
            if (!done)
            {
                output.Truncate(mark);
            }
        }
    }

    private static void Separate(JsonBuffer output, string? name)
    {
        if (output.Length > 0)
        {
            output.Raw(", "u8);
        }

        if (name is not null)
        {
            output.Text(name);
            output.Raw(": "u8);
        }
    }
}
