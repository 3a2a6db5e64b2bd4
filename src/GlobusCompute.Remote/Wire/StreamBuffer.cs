using System.Buffers;

namespace GlobusCompute.Remote.Wire;

/// <summary>Collects small writes to a stream; large ones pass through.</summary>
internal sealed class StreamBuffer(Stream stream) : IAsyncDisposable
{
    private const int Size = 64 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int _filled;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length <= _buffer.Length - _filled)
        {
            bytes.Span.CopyTo(_buffer.AsSpan(_filled));
            _filled += bytes.Length;
            return ValueTask.CompletedTask;
        }

        return WriteThroughAsync(bytes, cancellationToken);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.AsMemory(0, _filled), cancellationToken).ConfigureAwait(false);
        _filled = 0;
    }

    public ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        return ValueTask.CompletedTask;
    }

    private async ValueTask WriteThroughAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (bytes.Length >= _buffer.Length)
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
    }
}
