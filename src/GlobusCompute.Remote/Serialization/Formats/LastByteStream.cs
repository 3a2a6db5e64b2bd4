namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>
/// Reads memory, its last byte by itself: a decompressor reads ahead, and does not say how far it came, but asks for that byte only if what it reads goes on
/// to there.
/// </summary>
internal sealed class LastByteStream(ReadOnlyMemory<byte> data) : Stream
{
    private int _position;

    /// <summary>Whether all was read.</summary>
    public bool IsAtEnd => _position == data.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var left = data.Length - _position;
        var count = Math.Min(buffer.Length, left > 1 ? left - 1 : left);
        data.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
