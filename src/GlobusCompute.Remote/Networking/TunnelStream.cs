using System.Net.Sockets;

namespace GlobusCompute.Remote.Networking;

/// <summary>
/// A stream through a proxy in the form that RabbitMQ.Client takes: a stream of a socket, although it is read and written by what the proxy's protocol, or the
/// TLS between it and this machine, puts over that.
/// </summary>
internal sealed class TunnelStream(Socket socket, Stream tunnel) : NetworkStream(socket, ownsSocket: true)
{
    public override bool DataAvailable => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => tunnel.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => tunnel.Read(buffer);

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return tunnel.Read(one) == 0 ? -1 : one[0];
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        tunnel.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => tunnel.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => tunnel.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => tunnel.Write(buffer);

    public override void WriteByte(byte value) => tunnel.Write([value]);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        tunnel.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        tunnel.WriteAsync(buffer, cancellationToken);

    public override void Flush() => tunnel.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => tunnel.FlushAsync(cancellationToken);

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        tunnel.BeginRead(buffer, offset, count, callback, state);

    public override int EndRead(IAsyncResult asyncResult) => tunnel.EndRead(asyncResult);

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        tunnel.BeginWrite(buffer, offset, count, callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => tunnel.EndWrite(asyncResult);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            tunnel.Dispose();
        }

        base.Dispose(disposing);
    }
}
