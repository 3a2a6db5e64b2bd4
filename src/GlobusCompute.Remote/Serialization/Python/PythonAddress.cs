namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>An address, a network or an interface of ipaddress, by its text.</summary>
internal sealed class PythonAddress(string className, string text) : PythonValue
{
    public override PythonKind Kind => PythonKind.Address;

    public override string TypeName => "ipaddress." + className;

    public string Text => text;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall(className, [new PythonString(text)]);
}
