using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A UUID whose number arrives after the object.</summary>
internal sealed class PythonUuid : PythonValue
{
    public override PythonKind Kind => PythonKind.Uuid;

    public override string TypeName => "uuid.UUID";

    public Guid Value { get; private set; }

    public bool IsSet { get; private set; }

    public static PythonUuid Of(Guid value) => new() { Value = value, IsSet = true };

    public void Set(BigInteger number)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes[(16 - length)..], out _, isUnsigned: true, isBigEndian: true);
        Value = new Guid(bytes, bigEndian: true);
        IsSet = true;
    }

    internal override void WriteRepr(PythonRepr repr) => repr.Add($"UUID('{Value:D}')");
}
