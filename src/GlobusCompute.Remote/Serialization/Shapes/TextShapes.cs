using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Text; null is None even where the static type does not say so.</summary>
internal sealed partial class StringShape : Shape<string>
{
    public override void WriteTo(JsonBuffer output, string value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value);
        }
    }

    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, string value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value);
        }
    }

    public override void WriteKey(JsonBuffer output, string key) => output.Text(key);

    public override string ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null!,
        JsonTokenType.String when !TolerantJson.TryGetNonFinite(ref reader, out _) => ReadJson.Text(ref reader),
        _ => throw ReadJson.Misfit(ref reader, "text (string)"),
    };

    public override string ReadKey(ref Utf8JsonReader reader) => ReadJson.Text(ref reader);
}

/// <summary>One UTF-16 unit as text of one character.</summary>
internal sealed partial class CharShape : Shape<char>
{
    public override void WriteTo(JsonBuffer output, char value) => output.Text(new ReadOnlySpan<char>(in value));

    public override bool IsScalar => true;

    public override void PickleTo(PickleBuffer output, char value) => output.Text(new ReadOnlySpan<char>(in value));

    public override void WriteKey(JsonBuffer output, char key) => WriteTo(output, key);

    public override char ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && !TolerantJson.TryGetNonFinite(ref reader, out _) && ReadJson.Text(ref reader) is [var only]
            ? only
            : throw ReadJson.Misfit(ref reader, "text of one character (char)");

    public override char ReadKey(ref Utf8JsonReader reader) =>
        ReadJson.Text(ref reader) is [var only] ? only : throw new ShapeException($"The key \"{ReadJson.Text(ref reader)}\" is not one character (char).");
}

internal sealed partial class GuidShape : ScalarShape<Guid>
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
}

/// <summary>With an offset when its kind says one: <c>+00:00</c> for UTC, the machine's for local time. Times with an offset are read as UTC.</summary>
internal sealed partial class DateTimeShape : ScalarShape<DateTime>
{
    protected override string Wanted => "an ISO 8601 date and time as text (DateTime)";

    public override void PickleTo(PickleBuffer output, DateTime value) => PickleTime.Moment(output, value, OffsetOf(value));

    protected override int Format(DateTime value, Span<byte> destination) => IsoTime.Format(value, OffsetOf(value), destination);

    private static TimeSpan? OffsetOf(DateTime value) => value.Kind switch
    {
        DateTimeKind.Unspecified => null,
        DateTimeKind.Utc => TimeSpan.Zero,
        _ => TimeZoneInfo.Local.GetUtcOffset(value),
    };

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateTime value)
    {
        if (!IsoTime.TryParse(text, out value, out var offset))
        {
            return false;
        }

        if (offset is { } shift)
        {
            var ticks = value.Ticks - shift.Ticks;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                return false;
            }

            value = new DateTime(ticks, DateTimeKind.Utc);
        }

        return true;
    }
}

/// <summary>Text without an offset is refused: Python's naive times are the worker's local ones, which nobody here knows.</summary>
internal sealed partial class DateTimeOffsetShape : ScalarShape<DateTimeOffset>
{
    protected override string Wanted => "an ISO 8601 date and time with an offset as text (DateTimeOffset)";

    public override void PickleTo(PickleBuffer output, DateTimeOffset value) => PickleTime.Moment(output, value.DateTime, value.Offset);

    protected override int Format(DateTimeOffset value, Span<byte> destination) => IsoTime.Format(value.DateTime, value.Offset, destination);

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (!IsoTime.TryParse(text, out var moment, out var offset) || offset is not { } shift)
        {
            return false;
        }

        var ticks = moment.Ticks - shift.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(moment, shift);
        return true;
    }
}

internal sealed partial class DateOnlyShape : ScalarShape<DateOnly>
{
    protected override string Wanted => "an ISO 8601 date as text (DateOnly)";

    public override void PickleTo(PickleBuffer output, DateOnly value) => PickleTime.Date(output, value);

    protected override int Format(DateOnly value, Span<byte> destination) => IsoTime.FormatDate(value, destination);

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateOnly value) => IsoTime.TryParseDate(text, out value);
}

internal sealed partial class TimeOnlyShape : ScalarShape<TimeOnly>
{
    protected override string Wanted => "an ISO 8601 time as text (TimeOnly)";

    public override void PickleTo(PickleBuffer output, TimeOnly value) => PickleTime.Time(output, value);

    protected override int Format(TimeOnly value, Span<byte> destination) => IsoTime.FormatTime(value, destination);

    protected override bool TryParse(ReadOnlySpan<byte> text, out TimeOnly value) => IsoTime.TryParseTime(text, out value);
}

internal sealed partial class UriShape : Shape<Uri?>
{
    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, Uri? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value.OriginalString);
        }
    }

    public override Uri? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when !TolerantJson.TryGetNonFinite(ref reader, out _) && Uri.TryCreate(ReadJson.Text(ref reader), UriKind.RelativeOrAbsolute, out var uri) => uri,
        _ => throw ReadJson.Misfit(ref reader, "a URI as text"),
    };
}

internal sealed partial class VersionShape : Shape<Version?>
{
    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, Version? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Text(value.ToString());
        }
    }

    public override Version? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when !TolerantJson.TryGetNonFinite(ref reader, out _) && Version.TryParse(ReadJson.Text(ref reader), out var version) => version,
        _ => throw ReadJson.Misfit(ref reader, "a version of two to four numbers as text"),
    };
}

/// <summary>Read from base64 text or from a list of whole numbers below 256, the two ways in which Python code returns bytes as JSON. Not written as JSON.</summary>
internal sealed partial class ByteArrayShape(Shape<byte> element) : Shape<byte[]?>
{
    private readonly ArrayShape<byte> _list = new(element);

    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, byte[]? value)
    {
        if (value is not null)
        {
            output.ExpectInexact();
            throw new ShapeException(Refusals.Bytes);
        }

        output.Null();
    }

    public override void PickleTo(PickleBuffer output, byte[]? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else
        {
            output.Bytes(value);
        }
    }

    public override byte[]? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return _list.ReadFrom(ref reader, options);
        }

        var text = TolerantJson.TryGetNonFinite(ref reader, out _) ? null : ReadJson.Text(ref reader);
        var bytes = new byte[(text?.Length ?? 0) * 3 / 4];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var written)
            ? bytes[..written]
            : throw ReadJson.Misfit(ref reader, "base64 text or a list of whole numbers below 256 (byte[])");
    }
}
