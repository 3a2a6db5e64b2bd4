using System.Net;

namespace GlobusCompute.Remote.Wire;

/// <summary>A request body that remembers whether it was handed over to the connection to its last byte.</summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly HttpContent _body;
    private volatile bool _isHandedOver;

    public TrackedContent(HttpContent body)
    {
        _body = body;
        foreach (var (name, values) in body.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    public bool IsHandedOver => _isHandedOver;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await _body.CopyToAsync(stream, context, cancellationToken).ConfigureAwait(false);
        _isHandedOver = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Headers.ContentLength ?? 0;
        return _body.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
        }

        base.Dispose(disposing);
    }
}
