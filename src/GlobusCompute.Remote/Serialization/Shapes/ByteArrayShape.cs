using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Read from base64 text or from a list of whole numbers below 256, the two ways in which Python code returns bytes as JSON. Not written as JSON.
/// </summary>
internal sealed class ByteArrayShape(Shape<byte> element) : Shape<byte[]?>
{
    private readonly ArrayShape<byte> _list = new(element);

    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, byte[]? value)
    {
        if (value is not null)
        {
            output.ExpectInexact();
            throw new ShapeException(Refusals.Bytes);
        }

        output.Null();
    }

    public override void PickleTo(PickleBuffer output, byte[]? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Bytes(value);
        }
    }

    public override byte[]? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return _list.ReadFrom(ref reader, options);
        }

        var text = TolerantJson.TryGetNonFinite(ref reader, out _) ? null : ReadJson.Text(ref reader);
        var bytes = new byte[(text?.Length ?? 0) * 3 / 4];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var written)
            ? bytes[..written]
            : throw ReadJson.Misfit(ref reader, "base64 text or a list of whole numbers below 256 (byte[])");
    }

    public override byte[]? FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case { IsNone: true }:
                return null;
            case PythonBytes bytes:
                reading.Charge(bytes.Count);
                return bytes.Value.ToArray();
            case PythonString { Value: var text }:
                // As the worker's JSON would carry it.
                reading.Charge(text.Length);
                reading.Work(text.Length / 4);
                var decoded = new byte[text.Length * 3 / 4];
                return Convert.TryFromBase64String(text, decoded, out var written)
                    ? decoded[..written]
                    : throw PythonMisfit.Of(value, "bytes, or base64 text (byte[])");
            case PythonArray { IsSet: true, Shape.Count: 0 } array:
                return FromPython(array.Single(), reading);
            default:
                return _list.FromPython(value, reading);
        }
    }
}
