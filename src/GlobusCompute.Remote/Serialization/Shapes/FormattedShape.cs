using System.Buffers.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Arguments in a <see cref="ComputeFormat"/>, which are written only: results are read by the format.</summary>
internal sealed class FormattedShape : Shape<FormattedValue?>
{
    public override void WriteTo(JsonBuffer output, FormattedValue? value)
    {
        if (value is null)
        {
            output.Null();
        }
        else if (value.Items is { } items)
        {
            output.Enter('[');
            for (var i = 0; i < items.Count; i++)
            {
                output.Raw(i == 0 ? default : ", "u8);
                WriteTo(output, items[i]);
            }

            output.Leave(']');
        }
        else if (value.Entries is { } entries)
        {
            output.Enter('{');
            for (var i = 0; i < entries.Count; i++)
            {
                output.Raw(i == 0 ? default : ", "u8);
                output.Text(entries[i].Key);
                output.Raw(": "u8);
                WriteTo(output, entries[i].Value);
            }

            output.Leave('}');
        }
        else
        {
            WriteData(output, value);
        }
    }

    public override void PickleTo(PickleBuffer output, FormattedValue? value)
    {
        if (value is { Items: null, Entries: null })
        {
            output.Bytes(value.Data.Span);
        }
        else
        {
            base.PickleTo(output, value);
        }
    }

    public override FormattedValue? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => throw NotRead();

    public override FormattedValue? FromPython(PythonValue value, Python.PythonReading reading) => throw NotRead();

    private static void WriteData(JsonBuffer output, FormattedValue value)
    {
        if (!value.HasAdapter)
        {
            // The function takes bytes.
            output.ExpectInexact();
            throw new ShapeException(Refusals.Bytes);
        }

        output.Raw('"');
        Base64.EncodeToUtf8(value.Data.Span, output.Reserve(Base64.GetMaxEncodedToUtf8Length(value.Data.Length)), out _, out var written);
        output.Advance(written);
        output.Raw('"');
    }

    private static ShapeException NotRead() => new("A formatted value is read by its format.");
}
