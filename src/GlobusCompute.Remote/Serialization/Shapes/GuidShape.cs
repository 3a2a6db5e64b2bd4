using System.Buffers.Text;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class GuidShape : ScalarShape<Guid>
{
    protected override string Wanted => "a UUID as text (Guid)";

    public override void PickleTo(PickleBuffer output, Guid value)
    {
        // UUID(None, bytes)
        output.Global(PickleGlobal.Uuid);
        output.Null();
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        output.Bytes(bytes);
        output.Raw([PickleOpcode.Tuple2, PickleOpcode.Reduce]);
    }

    protected override int Format(Guid value, Span<byte> destination)
    {
        value.TryFormat(destination, out var written, "D");
        return written;
    }

    // As str(uuid) and uuid.hex are written.
    protected override bool TryParse(ReadOnlySpan<byte> text, out Guid value) =>
        Utf8Parser.TryParse(text, out value, out var used, text.Length == 32 ? 'N' : 'D') && used == text.Length;

    protected override bool TryFromPython(PythonValue value, out Guid result)
    {
        result = value is PythonUuid { IsSet: true } uuid ? uuid.Value : default;
        return value is PythonUuid { IsSet: true };
    }
}
