using System.Net;

namespace GlobusCompute.Remote.Wire;

/// <summary>The body of an answer that has been read.</summary>
internal sealed class PooledContent(PooledBody body) : HttpContent
{
    public PooledBody Body => body;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body.Memory).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
