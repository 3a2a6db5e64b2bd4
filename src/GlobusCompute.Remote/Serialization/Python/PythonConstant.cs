namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>None, True, False and Ellipsis: one node each.</summary>
internal sealed class PythonConstant(PythonKind kind, string typeName, string text) : PythonValue
{
    public static readonly PythonConstant Nothing = new(PythonKind.None, "NoneType", "None");

    public static readonly PythonConstant True = new(PythonKind.Boolean, "bool", "True");

    public static readonly PythonConstant False = new(PythonKind.Boolean, "bool", "False");

    public static readonly PythonConstant NumpyTrue = new(PythonKind.Boolean, "numpy.bool_", "True");

    public static readonly PythonConstant NumpyFalse = new(PythonKind.Boolean, "numpy.bool_", "False");

    public static readonly PythonConstant Ellipsis = new(PythonKind.Ellipsis, "ellipsis", "Ellipsis");

    public override PythonKind Kind => kind;

    public override string TypeName => typeName;

    public bool IsTrue => text == "True";

    internal override void WriteRepr(PythonRepr repr) => repr.Add(text);
}
