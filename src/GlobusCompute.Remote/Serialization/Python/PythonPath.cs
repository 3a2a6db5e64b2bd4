namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonPath(string className, string text) : PythonValue
{
    public override PythonKind Kind => PythonKind.Path;

    public override string TypeName => "pathlib." + className;

    public string Text => text;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall(className, [new PythonString(text)]);
}
