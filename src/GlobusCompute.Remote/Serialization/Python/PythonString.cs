namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonString(string value, string typeName = "str") : PythonValue
{
    public static readonly PythonString Empty = new("");

    private int _hash;

    public override PythonKind Kind => PythonKind.Text;

    public override string TypeName => typeName;

    public override int Count => value.Length;

    public string Value => value;

    /// <summary>Kept, since one text may be the key of very many entries.</summary>
    public int Hash => _hash != 0 ? _hash : _hash = value.GetHashCode(StringComparison.Ordinal);

    internal override void WriteRepr(PythonRepr repr) => repr.AddQuoted(value);
}
