using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class DateOnlyShape : ScalarShape<DateOnly>
{
    protected override string Wanted => "an ISO 8601 date as text (DateOnly)";

    public override void PickleTo(PickleBuffer output, DateOnly value) => PickleTime.Date(output, value);

    protected override int Format(DateOnly value, Span<byte> destination) => IsoTime.FormatDate(value, destination);

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateOnly value) => IsoTime.TryParseDate(text, out value);

    protected override bool TryFromPython(PythonValue value, out DateOnly result)
    {
        result = value is PythonMoment { Kind: PythonKind.Date } day ? DateOnly.FromDateTime(day.Value) : default;
        return value is PythonMoment { Kind: PythonKind.Date };
    }
}
