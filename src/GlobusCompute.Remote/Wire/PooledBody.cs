using System.Buffers;

namespace GlobusCompute.Remote.Wire;

/// <summary>The body of an answer in a pooled array.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int MaxLength = 1 << 30;

    private byte[] _array;

    private PooledBody(byte[] array, int length)
    {
        _array = array;
        Length = length;
    }

    public int Length { get; }

    public Memory<byte> Memory => _array.AsMemory(0, Length);

    public static async Task<PooledBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var expected = content.Headers.ContentLength is { } length and < MaxLength ? (int)length : 16 * 1024;
            var array = ArrayPool<byte>.Shared.Rent(expected + 1);
            var filled = 0;
            try
            {
                while (true)
                {
                    if (filled == array.Length)
                    {
                        if (filled >= MaxLength)
                        {
                            throw new IOException($"The answer is longer than {MaxLength:N0} bytes.");
                        }

                        var larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
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
