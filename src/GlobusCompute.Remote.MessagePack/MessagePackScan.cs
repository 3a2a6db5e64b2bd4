using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using GlobusCompute.Remote.Serialization;
using MessagePack;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>Counts what a result would become before any of it is made: a worker's answer may claim more than it holds.</summary>
internal static class MessagePackScan
{
    // An object of the app with a few members, or a list; an element of an array.
    internal const int BytesOfContainer = 64;
    internal const int BytesOfItem = 8;
    private const int BytesOfText = 24;

    // MessagePack's mark of a value that names its .NET type.
    private const sbyte Typeless = 100;

    private const sbyte Moment = -1;

    /// <summary>Reads the structure of one value.</summary>
    /// <exception cref="FormatException">The value is cut off, takes too much memory, names .NET types, or something follows it.</exception>
    public static void Check(ReadOnlyMemory<byte> data, ComputeFormatBudget budget)
    {
        var reader = new MessagePackReader(data);
        try
        {
            Walk(ref reader, budget);
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("the data ends within a value.", e);
        }

        if (!reader.End)
        {
            throw new FormatException($"{data.Length - reader.Consumed:N0} bytes stand behind the value.");
        }
    }

    private static void Walk(ref MessagePackReader reader, ComputeFormatBudget budget)
    {
        // No recursion: nesting is bounded by the serializer, and costs nothing here.
        for (var left = 1L; left > 0; left--)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array:
                    budget.Charge(BytesOfContainer);
                    left += reader.ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    budget.Charge(BytesOfContainer);
                    left += 2L * reader.ReadMapHeader();
                    break;
                case MessagePackType.String:
                    var text = reader.ReadStringSequence() ?? default;
                    budget.Charge(BytesOfText + (2L * text.Length));
                    CheckText(text);
                    break;
                case MessagePackType.Binary:
                    budget.Charge(BytesOfText + (reader.ReadBytes()?.Length ?? 0));
                    break;
                case MessagePackType.Extension:
                    var extension = reader.ReadExtensionFormat();
                    budget.Charge(BytesOfText + extension.Data.Length);
                    if (extension.TypeCode == Typeless)
                    {
                        throw new FormatException("the data names .NET types to create, which is not allowed for results.");
                    }

                    if (extension.TypeCode == Moment)
                    {
                        CheckMoment(extension.Data);
                    }

                    break;
                case MessagePackType.Unknown:
                    throw new FormatException($"0x{reader.NextCode:x2} begins no value.");
                default:
                    budget.Charge(BytesOfItem);
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>Refuses text that the serializer would read with other characters in it.</summary>
    private static void CheckText(in ReadOnlySequence<byte> text)
    {
        if (!Utf8.IsValid(text.IsSingleSegment ? text.FirstSpan : text.ToArray()))
        {
            throw new FormatException("a text is not UTF-8.");
        }
    }

    /// <summary>Refuses a moment that the serializer would cut off.</summary>
    private static void CheckMoment(in ReadOnlySequence<byte> data)
    {
        Span<byte> bytes = stackalloc byte[12];
        if (data.Length is not (8 or 12))
        {
            return;
        }

        data.CopyTo(bytes);
        var nanoseconds = data.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 34 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (nanoseconds % 100 != 0)
        {
            throw new FormatException("a moment has nanoseconds, and a DateTime counts 100 of them; round it in the function.");
        }
    }
}
