using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Arrays of Python's own module array: numbers of one type, or text.</summary>
internal static class ArrayMakers
{
    // By the numbers that the module has for formats of machines.
    private static readonly string[] s_formats =
    [
        "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<u4", ">u4", "<i4", ">i4", "<u8", ">u8", "<i8", ">i8", "<f4", ">f4", "<f8", ">f8",
    ];

    /// <summary>The class, a letter for the type, a number for its format, and the bytes.</summary>
    public static PythonValue? OfBytes(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not
            [
                PythonReference { FullName: "array.array" }, PythonString,
                PythonInteger { IsSmall: true, Small: >= 0 and <= 21 and var format }, PythonBytes data,
            ])
        {
            return null;
        }

        var bytes = data.Value;
        if (format >= s_formats.Length)
        {
            // Text of UTF-16 or UTF-32, in either order.
            reader.Charge(64 + (2L * bytes.Length));
            Encoding encoding = format < 20 ? new UnicodeEncoding(format == 19, false) : new UTF32Encoding(format == 21, false);
            return new PythonString(encoding.GetString(bytes.Span), "array.array");
        }

        var type = PythonDataType.Parse(s_formats[format])!;
        if (bytes.Length % type.ItemSize != 0)
        {
            return null;
        }

        reader.Charge(400);
        var array = new PythonArray { Class = "array.array" };
        var shape = new PythonSequence(PythonKind.Tuple, "tuple", [PythonInteger.Of(bytes.Length / type.ItemSize)]);
        array.Set(shape, type, fortran: false, data);
        return array;
    }

    /// <summary>A letter for the type, and the items: how protocols before 3 carry arrays.</summary>
    public static PythonValue? OfItems(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        switch (arguments)
        {
            case [PythonString, PythonSequence { Kind: PythonKind.List, Raw: var items }]:
                reader.Charge(96 + (8L * items.Count));
                return new PythonSequence(PythonKind.List, "array.array", [.. items]);
            case [PythonString, PythonString text]:
                return new PythonString(text.Value, "array.array");
            default:
                return null;
        }
    }
}
