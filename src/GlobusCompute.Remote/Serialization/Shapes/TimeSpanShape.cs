using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class TimeSpanShape() : RefusedShape<TimeSpan>(Refusals.TimeSpan)
{
    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, TimeSpan value) => PickleTime.Span(output, value);

    public override TimeSpan FromPython(PythonValue value, PythonReading reading) => value switch
    {
        PythonDuration { Value: { } span } => span,
        PythonCount { Kind: PythonKind.TimeDelta, Unit: "ns", IsNotATime: false, Value: var nanoseconds } when nanoseconds % 100 == 0 =>
            TimeSpan.FromTicks(nanoseconds / 100),
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "a time span (TimeSpan)", TimeHints.Of(value)),
    };
}
