using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed partial class StringShape
{
    public override string FromPython(PythonValue value, PythonReading reading) => value switch
    {
        { IsNone: true } => null!,
        PythonString text => text.Value,
        PythonPath path => path.Text,
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "text (string)"),
    };

    /// <summary>As JSON, which has text alone for keys.</summary>
    public override string FromPythonKey(PythonValue key, PythonReading reading)
    {
        var text = PythonJson.Key(key);
        reading.Charge(key is PythonString ? 8 : 2L * text.Length);
        return text;
    }
}

internal sealed partial class CharShape
{
    public override char FromPython(PythonValue value, PythonReading reading) => value is PythonString { Value: [var only] } ? only : throw PythonMisfit.Of(value, "text of one character (char)");
}

internal sealed partial class GuidShape
{
    protected override bool TryFromPython(PythonValue value, out Guid result)
    {
        result = value is PythonUuid { IsSet: true } uuid ? uuid.Value : default;
        return value is PythonUuid { IsSet: true };
    }
}

internal sealed partial class DateTimeShape
{
    protected override bool TryFromPython(PythonValue value, out DateTime result)
    {
        result = default;
        if (value is not PythonMoment { Kind: PythonKind.DateTime or PythonKind.Date } moment || (moment.Zone is not null && moment.Offset is null))
        {
            return false;
        }

        result = moment.Value;
        if (moment.Offset is { } offset)
        {
            var ticks = result.Ticks - offset.Ticks;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                return false;
            }

            result = new DateTime(ticks, DateTimeKind.Utc);
        }

        return true;
    }

    protected override string Hint(PythonValue value) => TimeHints.Of(value);
}

internal sealed partial class DateTimeOffsetShape
{
    protected override bool TryFromPython(PythonValue value, out DateTimeOffset result)
    {
        result = default;
        if (value is not PythonMoment { Kind: PythonKind.DateTime, Offset: { } offset } moment
            || offset.Ticks % TimeSpan.TicksPerMinute != 0 || offset.Duration() > TimeSpan.FromHours(14)
            || moment.Value.Ticks - offset.Ticks < 0 || moment.Value.Ticks - offset.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        result = new DateTimeOffset(moment.Value, offset);
        return true;
    }

    protected override string Hint(PythonValue value) => value is PythonMoment { Zone: null } ? " It has no time zone: declare DateTime, or have the function add tzinfo." : TimeHints.Of(value);
}

internal sealed partial class DateOnlyShape
{
    protected override bool TryFromPython(PythonValue value, out DateOnly result)
    {
        result = value is PythonMoment { Kind: PythonKind.Date } day ? DateOnly.FromDateTime(day.Value) : default;
        return value is PythonMoment { Kind: PythonKind.Date };
    }
}

internal sealed partial class TimeOnlyShape
{
    protected override bool TryFromPython(PythonValue value, out TimeOnly result)
    {
        result = value is PythonMoment { Kind: PythonKind.Time, Zone: null } time ? TimeOnly.FromDateTime(time.Value) : default;
        return value is PythonMoment { Kind: PythonKind.Time, Zone: null };
    }

    protected override string Hint(PythonValue value) => value is PythonMoment { Zone: not null } ? " It has a time zone, which a TimeOnly has no place for." : "";
}

internal sealed partial class TimeSpanShape
{
    public override TimeSpan FromPython(PythonValue value, PythonReading reading) => value switch
    {
        PythonDuration { Value: { } span } => span,
        PythonCount { Kind: PythonKind.TimeDelta, Unit: "ns", IsNotATime: false, Value: var nanoseconds } when nanoseconds % 100 == 0 => TimeSpan.FromTicks(nanoseconds / 100),
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "a time span (TimeSpan)", TimeHints.Of(value)),
    };
}

/// <summary>Advice about times that .NET cannot hold.</summary>
internal static class TimeHints
{
    public static string Of(PythonValue value) => value switch
    {
        PythonMoment { Zone: { } zone, Offset: null } => $" Its time zone ({PythonRepr.Of(zone)}) is not known here: have the function return moment.astimezone(datetime.timezone.utc).",
        PythonMoment { Offset: not null } => " In UTC, or with this offset, it lies outside of what .NET holds.",
        PythonCount { IsNotATime: true } => " NaT, numpy's null among times, needs a type that can be null.",
        PythonCount => " .NET counts in tenths of a microsecond, from the year 1 to 9999: have the function convert it with astype.",
        PythonDuration => " It is longer than a TimeSpan can be.",
        _ => "",
    };
}

internal sealed partial class UriShape
{
    public override Uri? FromPython(PythonValue value, PythonReading reading) => value switch
    {
        { IsNone: true } => null,
        PythonString text when Uri.TryCreate(text.Value, UriKind.RelativeOrAbsolute, out var uri) => uri,
        _ => throw PythonMisfit.Of(value, "a URI as text"),
    };
}

internal sealed partial class VersionShape
{
    public override Version? FromPython(PythonValue value, PythonReading reading) => value switch
    {
        { IsNone: true } => null,
        PythonString text when Version.TryParse(text.Value, out var version) => version,
        _ => throw PythonMisfit.Of(value, "a version of two to four numbers as text"),
    };
}

internal sealed partial class ByteArrayShape
{
    public override byte[]? FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case { IsNone: true }:
                return null;
            case PythonBytes bytes:
                reading.Charge(bytes.Count);
                return bytes.Value.ToArray();
            case PythonString { Value: var text }:
                // As the worker's JSON would carry it.
                var decoded = new byte[text.Length * 3 / 4];
                return Convert.TryFromBase64String(text, decoded, out var written) ? decoded[..written] : throw PythonMisfit.Of(value, "bytes, or base64 text (byte[])");
            case PythonArray { IsSet: true, Shape.Count: 0 } array:
                return FromPython(array.Single(), reading);
            default:
                return _list.FromPython(value, reading);
        }
    }
}

internal sealed partial class MemoryShape
{
    public override Memory<byte> FromPython(PythonValue value, PythonReading reading) => BuiltIn<byte[]>.Shape!.FromPython(value, reading) ?? throw PythonMisfit.Of(value, "bytes (Memory<byte>)");
}

internal sealed partial class ReadOnlyMemoryShape
{
    public override ReadOnlyMemory<byte> FromPython(PythonValue value, PythonReading reading) =>
        BuiltIn<byte[]>.Shape!.FromPython(value, reading) ?? throw PythonMisfit.Of(value, "bytes (ReadOnlyMemory<byte>)");
}

internal sealed partial class JsonElementShape
{
    public override JsonElement FromPython(PythonValue value, PythonReading reading) => JsonOfPython.Read(value, reading, static (ref Utf8JsonReader reader) => DomText.Read(ref reader));
}

internal sealed partial class JsonDocumentShape
{
    public override JsonDocument? FromPython(PythonValue value, PythonReading reading)
    {
        if (value.IsNone)
        {
            return null;
        }

        return JsonOfPython.Read(value, reading, (ref Utf8JsonReader reader) => ReadFrom(ref reader, reading.Options));
    }
}

internal sealed partial class JsonNodeShape<TNode>
{
    public override TNode? FromPython(PythonValue value, PythonReading reading) =>
        value.IsNone ? null : JsonOfPython.Read(value, reading, (ref Utf8JsonReader reader) => ReadFrom(ref reader, reading.Options));
}

/// <summary>Documents of values that did not arrive as JSON.</summary>
internal static class JsonOfPython
{
    public delegate T ReadJson<T>(ref Utf8JsonReader reader);

    public static T Read<T>(PythonValue value, PythonReading reading, ReadJson<T> read)
    {
        var buffer = new JsonBuffer();
        buffer.Begin(reading.Options);
        try
        {
            PythonJson.Write(buffer, value, reading);
            var reader = new Utf8JsonReader(buffer.Written, new JsonReaderOptions { MaxDepth = JsonBuffer.MaxDepth });
            reader.Read();
            return read(ref reader);
        }
        finally
        {
            buffer.Clear();
        }
    }
}
