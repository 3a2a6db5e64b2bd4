using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace GlobusCompute.Remote.Fuzzing;

/// <summary>A pickle written opcode by opcode.</summary>
internal sealed class FuzzPickle
{
    private readonly List<byte> _bytes = [0x80, 4];
    private int _memo;

    public int Length => _bytes.Count;

    /// <summary>The payload of the pickle.</summary>
    public byte[] Payload() => Encoding.ASCII.GetBytes("00\n" + Convert.ToBase64String([.. _bytes, (byte)'.']));

    public FuzzPickle Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public FuzzPickle Op(string opcodes) => Raw(Encoding.Latin1.GetBytes(opcodes));

    public FuzzPickle Global(string module, string name) => Text(module).Text(name).Raw(0x93);

    public FuzzPickle Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return utf8.Length < 256 ? Raw([0x8C, (byte)utf8.Length, .. utf8]) : Raw([(byte)'X', .. Length4(utf8.Length), .. utf8]);
    }

    public FuzzPickle Bytes(byte[] bytes) => Raw([(byte)'B', .. Length4(bytes.Length), .. bytes]);

    public FuzzPickle Int(long value) => value is >= 0 and < 256 ? Raw((byte)'K', (byte)value)
        : value is >= int.MinValue and <= int.MaxValue ? Raw([(byte)'J', .. Length4((int)value)])
        : Int((BigInteger)value);

    public FuzzPickle Int(BigInteger value)
    {
        var bytes = value.ToByteArray();
        return bytes.Length < 256 ? Raw([0x8A, (byte)bytes.Length, .. bytes]) : Raw([0x8B, .. Length4(bytes.Length), .. bytes]);
    }

    public FuzzPickle Float(double value)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = (byte)'G';
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], value);
        return Raw(bytes);
    }

    /// <summary>Puts the top of the stack in the memo; its number.</summary>
    public int Keep()
    {
        Raw(0x94);
        return _memo++;
    }

    /// <summary>Takes the top of the stack off, which was kept.</summary>
    public int KeepAside()
    {
        var number = Keep();
        Op("0");
        return number;
    }

    public FuzzPickle Get(int number) => number < 256 ? Raw((byte)'h', (byte)number) : Raw([(byte)'j', .. Length4(number)]);

    /// <summary>Repeats until there are so many bytes.</summary>
    public FuzzPickle Until(int length, Action<FuzzPickle, int> write)
    {
        for (var i = 0; _bytes.Count < length; i++)
        {
            write(this, i);
        }

        return this;
    }

    /// <summary>A list of what is repeated until there are so many bytes.</summary>
    public FuzzPickle ListUntil(int length, Action<FuzzPickle, int> write) => Op("](").Until(length, write).Op("e");

    /// <summary>A numpy dtype: its code and its state.</summary>
    public FuzzPickle DataType(string code, Action<FuzzPickle> namesAndFields, int size) => Global("numpy", "dtype").Text(code).Raw(0x89, 0x88, 0x87).Op("R(")
        .Int(3).Text("|").Op("N").Then(namesAndFields).Int(size).Int(1).Int(16).Op("tb");

    /// <summary>A numpy array of no content, which is its state's first part below the rest.</summary>
    public FuzzPickle Array(Action<FuzzPickle> type, byte[] data, params int[] shape)
    {
        Global("numpy.core.multiarray", "_reconstruct").Global("numpy", "ndarray").Int(0).Raw(0x85).Bytes("b"u8.ToArray()).Raw(0x87).Op("R(").Int(1).Op("(");
        foreach (var length in shape)
        {
            Int(length);
        }

        return Op("t").Then(type).Raw(0x89).Bytes(data).Op("tb");
    }

    public FuzzPickle Then(Action<FuzzPickle> write)
    {
        write(this);
        return this;
    }

    private static byte[] Length4(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }
}
