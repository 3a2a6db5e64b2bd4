using System.Buffers;

namespace GlobusCompute.Remote.Wire;

/// <summary>The body of an answer in a pooled array.</summary>
internal sealed class PooledBody : IDisposable
{
    // A length that is only announced takes no memory beyond this.
    private const int MostAtOnce = 16 * 1024 * 1024;

    private byte[] _array;

    private PooledBody(byte[] array, int length)
    {
        _array = array;
        Length = length;
    }

    public int Length { get; }

    public Memory<byte> Memory => _array.AsMemory(0, Length);

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="AnswerTooLongException">It is longer than allowed.</exception>
    public static async Task<PooledBody> ReadAsync(HttpContent content, int maxLength, CancellationToken cancellationToken) =>
        await ReadAsync(content, maxLength, cut: false, cancellationToken).ConfigureAwait(false) ?? throw new AnswerTooLongException(maxLength);

    /// <summary>Reads as much of a body as there is and is allowed.</summary>
    public static async Task<PooledBody> ReadStartAsync(HttpContent content, int maxLength, CancellationToken cancellationToken) =>
        (await ReadAsync(content, maxLength, cut: true, cancellationToken).ConfigureAwait(false))!;

    private static async Task<PooledBody?> ReadAsync(HttpContent content, int maxLength, bool cut, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var expected = (int)Math.Min(Math.Min(content.Headers.ContentLength ?? 16 * 1024, MostAtOnce), maxLength);
            var array = ArrayPool<byte>.Shared.Rent(expected + 1);
            var filled = 0;
            try
            {
                while (true)
                {
                    if (filled > maxLength)
                    {
                        if (cut)
                        {
                            return new PooledBody(array, maxLength);
                        }

                        ArrayPool<byte>.Shared.Return(array);
                        return null;
                    }

                    if (filled == array.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(array.Length * 2L, maxLength + 1L));
                        array.AsSpan(0, filled).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(array);
                        array = larger;
                    }

                    var read = await stream.ReadAsync(array.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        return new PooledBody(array, filled);
                    }

                    filled += read;
                }
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(array);
                throw;
            }
        }
    }

    public void Dispose()
    {
        var array = Interlocked.Exchange(ref _array, []);
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
