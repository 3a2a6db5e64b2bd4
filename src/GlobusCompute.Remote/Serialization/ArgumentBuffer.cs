using System.Buffers.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// The args or the kwargs of a call, in one of two formats. Begun as JSON where that may do, and pickled from the first value on that JSON would change.
/// </summary>
internal sealed class ArgumentBuffer(bool isKeyword)
{
    private readonly JsonBuffer _json = new();
    private PickleBuffer? _pickle;
    private PayloadRules? _rules;
    private PayloadFormat _format;
    private ArrayForm _arrays;
    private bool _isPickled;

    /// <summary>Bytes that the values take so far.</summary>
    public int Length => _isPickled ? Base64.GetMaxEncodedToUtf8Length(_pickle!.Length) : _json.Length;

    /// <summary>Bytes of <see cref="Pack"/>, at the most.</summary>
    public int MaxPackedLength
    {
        get
        {
            // "2147483647\\n11\\n" and two brackets beside JSON; as much, and the prolog, beside a pickle.
            const int Head = 20;
            return Head + (_isPickled
                ? Base64.GetMaxEncodedToUtf8Length(_pickle!.Length + PickleProlog.MaxLength)
                : JsonStringText.EscapedLength(_json.Written));
        }
    }

    public void Begin(PayloadRules rules, PayloadFormat format, ArrayForm arrays)
    {
        // What a call that was given up left here.
        Clear();
        _rules = rules;
        _format = format;
        _arrays = arrays;
        if (format == PayloadFormat.Pickle)
        {
            UsePickle();
        }
    }

    /// <exception cref="PayloadException">The value cannot be sent. What was written of it is taken back.</exception>
    public void Write<T>(string? name, T value)
    {
        if (!_isPickled && TryWriteJson(name, value))
        {
            return;
        }

        WritePickle(name, value);
    }

    /// <summary>Adds a value that is JSON already, to a buffer that holds nothing else.</summary>
    public void WriteJson(string? name, ReadOnlySpan<byte> json)
    {
        Separate(name);
        _json.Raw(json);
    }

    /// <summary>Writes the buffer with its length and header, escaped as the content of a JSON string (protocol.md §4.3).</summary>
    /// <returns>The number of bytes written.</returns>
    public int Pack(Span<byte> destination) => _isPickled ? PackPickle(destination) : PackJson(destination);

    public void Clear()
    {
        _json.Clear();
        _pickle?.Clear();
        _isPickled = false;
        _rules = null;
    }

    private void UsePickle()
    {
        _isPickled = true;
        _pickle ??= new PickleBuffer();
        _pickle.Begin(_rules!, _arrays, PayloadLimits.ArgumentDepth);
    }

    /// <summary>
    /// Writes a value, unless JSON would change it and may be left for a pickle: then the values before it are pickled as they are, and this one is not
    /// written.
    /// </summary>
    private bool TryWriteJson<T>(string? name, T value)
    {
        var mark = _json.Length;
        var done = false;
        _json.Begin(_rules!.Options, PayloadLimits.ArgumentDepth);
        _json.IsExact = _format == PayloadFormat.Auto;
        _json.WantsNumPy = _arrays == ArrayForm.NumPy;
        try
        {
            Separate(name);
            ArgumentJson.WriteValue(_json, _rules, value);
            done = true;
            return true;
        }
        catch (InexactException)
        {
            _json.Truncate(mark);
            UsePickle();
            JsonTokens.Write(_pickle!, _json.Written, side: null);
            return false;
        }
        catch (Exception e) when (PayloadFailure.Of(e) is { } failure)
        {
            throw failure;
        }
        finally
        {
            if (!done)
            {
                _json.Truncate(mark);
            }
        }
    }

    private void Separate(string? name)
    {
        if (_json.Length > 0)
        {
            _json.Raw(", "u8);
        }

        if (name is not null)
        {
            _json.Text(name);
            _json.Raw(": "u8);
        }
    }

    private void WritePickle<T>(string? name, T value)
    {
        var output = _pickle!;
        var mark = output.Length;
        var done = false;
        output.Begin(_rules!, _arrays, PayloadLimits.ArgumentDepth);
        try
        {
            if (name is not null)
            {
                output.Text(name);
            }

            output.Value(value);
            done = true;
        }
        catch (Exception e) when (PayloadFailure.Of(e) is { } failure)
        {
            throw failure;
        }
        finally
        {
            if (!done)
            {
                output.Truncate(mark);
            }
        }
    }

    private int PackJson(Span<byte> destination)
    {
        // All of it is ASCII, so code points are bytes: three of the header, the brackets, the JSON.
        var json = _json.Written;
        Utf8Formatter.TryFormat(3 + 2 + json.Length, destination, out var written);
        @"\n11\n"u8.CopyTo(destination[written..]);
        written += 6;
        destination[written++] = (byte)(isKeyword ? '{' : '[');
        written += JsonStringText.Escape(json, destination[written..]);
        destination[written++] = (byte)(isKeyword ? '}' : ']');
        return written;
    }

    private int PackPickle(Span<byte> destination)
    {
        var pickle = _pickle!;
        pickle.Raw([isKeyword ? PickleOpcode.SetItems : PickleOpcode.Tuple, PickleOpcode.Stop]);
        Span<byte> head = stackalloc byte[PickleProlog.MaxLength + 8];
        var headLength = PickleProlog.Write(pickle.Globals, head);
        if (isKeyword)
        {
            head[headLength++] = PickleOpcode.EmptyDict;
        }

        head[headLength++] = PickleOpcode.Mark;

        // Base64 takes three bytes at a time: the head is filled up from the values, which then follow where they lie.
        var values = pickle.Written;
        var taken = Math.Min(values.Length, (3 - (headLength % 3)) % 3);
        values[..taken].CopyTo(head[headLength..]);
        headLength += taken;
        var length = Base64.GetMaxEncodedToUtf8Length(headLength) + Base64.GetMaxEncodedToUtf8Length(values.Length - taken);
        Utf8Formatter.TryFormat(3 + length, destination, out var written);
        @"\n00\n"u8.CopyTo(destination[written..]);
        written += 6;
        Base64.EncodeToUtf8(head[..headLength], destination[written..], out _, out var encoded);
        written += encoded;
        Base64.EncodeToUtf8(values[taken..], destination[written..], out _, out encoded);
        return written + encoded;
    }
}
