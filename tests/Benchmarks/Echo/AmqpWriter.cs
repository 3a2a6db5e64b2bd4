using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Writes frames of AMQP 0-9-1.</summary>
internal sealed class AmqpWriter
{
    private const byte FrameEnd = 0xCE;

    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 18);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Writes a frame with a method and its arguments.</summary>
    public AmqpWriter Method(ushort channel, ushort @class, ushort method, params ReadOnlySpan<byte> arguments)
    {
        FrameHead(1, channel, 4 + arguments.Length);
        Short(@class);
        Short(method);
        _bytes.Write(arguments);
        Byte(FrameEnd);
        return this;
    }

    /// <summary>Writes the three frames of a delivered message.</summary>
    public void Deliver(ushort channel, ReadOnlySpan<byte> tag, ulong deliveryTag, long number)
    {
        FrameHead(1, channel, 4 + 1 + tag.Length + 8 + 1 + 1 + 1);
        Short(60);
        Short(60);
        Byte((byte)tag.Length);
        _bytes.Write(tag);
        Long(deliveryTag);
        Byte(0); // Not redelivered.
        Byte(0); // The exchange's name.
        Byte(0); // The routing key.
        Byte(FrameEnd);

        FrameHead(2, channel, 14);
        Short(60);
        Short(0);
        Long((ulong)EchoMessages.Length);
        Short(0); // No properties.
        Byte(FrameEnd);

        FrameHead(3, channel, EchoMessages.Length);
        EchoMessages.Write(number, _bytes.GetSpan(EchoMessages.Length));
        _bytes.Advance(EchoMessages.Length);
        Byte(FrameEnd);
    }

    /// <summary>Encodes a text of at most 255 bytes.</summary>
    public static byte[] ShortText(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    /// <summary>Encodes a text with a length of four bytes.</summary>
    public static byte[] LongText(string text) => [0, 0, 0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private void FrameHead(byte type, ushort channel, int length)
    {
        Byte(type);
        Short(channel);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), length);
        _bytes.Advance(4);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void Short(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.GetSpan(2), value);
        _bytes.Advance(2);
    }

    private void Long(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }
}
