using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class TimeOnlyShape : ScalarShape<TimeOnly>
{
    protected override string Wanted => "an ISO 8601 time as text (TimeOnly)";

    public override void PickleTo(PickleBuffer output, TimeOnly value) => PickleTime.Time(output, value);

    protected override int Format(TimeOnly value, Span<byte> destination) => IsoTime.FormatTime(value, destination);

    protected override bool TryParse(ReadOnlySpan<byte> text, out TimeOnly value) => IsoTime.TryParseTime(text, out value);

    protected override bool TryFromPython(PythonValue value, out TimeOnly result)
    {
        result = value is PythonMoment { Kind: PythonKind.Time, Zone: null } time ? TimeOnly.FromDateTime(time.Value) : default;
        return value is PythonMoment { Kind: PythonKind.Time, Zone: null };
    }

    protected override string Hint(PythonValue value) =>
        value is PythonMoment { Zone: not null } ? " It has a time zone, which a TimeOnly has no place for." : "";
}
