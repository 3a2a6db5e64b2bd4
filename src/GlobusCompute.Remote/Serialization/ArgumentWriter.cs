using System.Buffers;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Writes one call's arguments. Rented by the calling thread and given back by <see cref="Finish"/>; simply dropped when a call is given up.</summary>
internal sealed class ArgumentWriter
{
    // One idle writer a thread: a call made while another's arguments are written gets a new one.
    [ThreadStatic]
    private static ArgumentWriter? s_idle;

    private readonly ArgumentBuffer _positional = new(isKeyword: false);
    private readonly ArgumentBuffer _keyword = new(isKeyword: true);

    private ArgumentWriter()
    {
    }

    /// <summary>Bytes that the values take so far.</summary>
    public int Length => _positional.Length + _keyword.Length;

    /// <param name="rules">The rules of the interface.</param>
    /// <param name="formats">The formats of both buffers; the default lets the values decide.</param>
    public static ArgumentWriter Rent(PayloadRules rules, ArgumentFormats formats = default)
    {
        var writer = s_idle ?? new ArgumentWriter();
        s_idle = null;
        writer._positional.Begin(rules, formats.Positional, formats.Arrays);
        writer._keyword.Begin(rules, formats.Keyword, formats.Arrays);
        return writer;
    }

    /// <exception cref="PayloadException">The value cannot be sent. What was written of it is taken back.</exception>
    public void Positional<T>(T value) => _positional.Write(null, value);

    /// <exception cref="PayloadException">The value cannot be sent. What was written of it is taken back.</exception>
    public void Keyword<T>(string pythonName, T value) => _keyword.Write(pythonName, value);

    /// <summary>Adds a positional argument that is JSON already.</summary>
    public void RawPositional(ReadOnlySpan<byte> json) => _positional.WriteJson(null, json);

    /// <summary>Adds a keyword argument that is JSON already.</summary>
    public void RawKeyword(string pythonName, ReadOnlySpan<byte> json) => _keyword.WriteJson(pythonName, json);

    /// <summary>The same as <see cref="Finish"/>, in an array of its own.</summary>
    public byte[] FinishCopy()
    {
        var packed = Finish();
        var bytes = packed.Memory.ToArray();
        packed.Return();
        return bytes;
    }

    /// <summary>The packed pair of an args and a kwargs buffer (protocol.md §4.4), as a JSON string literal.</summary>
    public PackedArguments Finish()
    {
        var pooled = ArrayPool<byte>.Shared.Rent(2 + _positional.MaxPackedLength + _keyword.MaxPackedLength);
        var length = 0;
        pooled[length++] = (byte)'"';
        length += _positional.Pack(pooled.AsSpan(length));
        length += _keyword.Pack(pooled.AsSpan(length));
        pooled[length++] = (byte)'"';
        _positional.Clear();
        _keyword.Clear();
        s_idle = this;
        if (length > ByteSlab.LongestText)
        {
            return new PackedArguments(pooled, length);
        }

        var packed = PackedArguments.CopyOf(pooled.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(pooled);
        return packed;
    }
}
