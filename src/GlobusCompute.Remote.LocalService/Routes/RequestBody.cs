using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>A request's body in pooled memory.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int FirstBytes = 16 * 1024;

    // As deep as Python's reader goes; the default would refuse deep user endpoint configurations.
    private const int MaxDepth = 1000;

    private readonly byte[] _rented;
    private readonly int _length;

    private RequestBody(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    private ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, _length);

    public static async Task<RequestBody> ReadAsync(HttpContext context, int limit)
    {
        var announced = context.Request.ContentLength;
        if (announced > limit)
        {
            throw TooLong(limit);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(announced ?? FirstBytes) + 1);
        var length = 0;
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted).ConfigureAwait(false);
            if (read == 0)
            {
                return new RequestBody(buffer, length);
            }

            length += read;
            if (length > limit)
            {
                throw TooLong(limit);
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    public Utf8JsonReader Read() => new(Bytes.Span, new JsonReaderOptions { MaxDepth = MaxDepth });

    public JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            throw ApiException.Invalid($"The body is not JSON: {e.Message}", "body");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);

    private static ApiException TooLong(int limit) => ApiException.TooLarge($"The request is longer than the {limit:N0} bytes that are accepted.");
}
