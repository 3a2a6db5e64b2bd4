namespace GlobusCompute.Remote.Serialization.Python;

internal sealed class PythonSlice(PythonValue start, PythonValue stop, PythonValue step) : PythonValue
{
    public override PythonKind Kind => PythonKind.Slice;

    public override string TypeName => "slice";

    public PythonValue Start => start;

    public PythonValue Stop => stop;

    public PythonValue Step => step;

    internal override void WriteRepr(PythonRepr repr) => repr.AddCall("slice", [start, stop, step]);
}
