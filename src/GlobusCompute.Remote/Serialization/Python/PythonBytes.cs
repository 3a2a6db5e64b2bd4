namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonBytes(ReadOnlyMemory<byte> value, string typeName = "bytes") : PythonValue
{
    private int _hash;

    public override PythonKind Kind => PythonKind.Bytes;

    public override string TypeName => typeName;

    public override int Count => value.Length;

    public ReadOnlyMemory<byte> Value => value;

    /// <summary>Kept, since the same bytes may be the key of very many entries.</summary>
    public int Hash
    {
        get
        {
            if (_hash == 0)
            {
                var hash = default(HashCode);
                hash.AddBytes(value.Span);
                _hash = hash.ToHashCode();
            }

            return _hash;
        }
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        repr.Add(typeName == "bytearray" ? "bytearray(b'" : "b'");
        foreach (var b in value.Span)
        {
            if (repr.IsFull)
            {
                break;
            }

            repr.Add(b is >= 0x20 and < 0x7F and not ((byte)'\'' or (byte)'\\') ? ((char)b).ToString() : $"\\x{b:x2}");
        }

        repr.Add(typeName == "bytearray" ? "')" : "'");
    }
}
