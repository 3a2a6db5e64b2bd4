using System.Collections.Concurrent;
using System.Text;
using MessagePack;
using MessagePack.Formatters;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>The app's formatters, with those in place that write text and moments as they are, or refuse them.</summary>
internal sealed class ExactResolver(IFormatterResolver inner) : IFormatterResolver
{
    private readonly ConcurrentDictionary<Type, object?> _formatters = new();

    public IMessagePackFormatter<T>? GetFormatter<T>() =>
        (IMessagePackFormatter<T>?)_formatters.GetOrAdd(typeof(T), static (_, inner) => Make<T>(inner), inner);

    private static object? Make<T>(IFormatterResolver inner) => inner.GetFormatter<T>() switch
    {
        IMessagePackFormatter<string?> text => new CheckedText(text),
        IMessagePackFormatter<string?[]?> => new ArrayFormatter<string?>(),
        IMessagePackFormatter<StringBuilder?> text => new CheckedBuilder(text),
        IMessagePackFormatter<object?> any when typeof(T) == typeof(object) => new CheckedObject(any),
        DateTimeOffsetFormatter => new MomentFormatter(),
        StaticNullableFormatter<DateTimeOffset> => new StaticNullableFormatter<DateTimeOffset>(new MomentFormatter()),
        var other => other,
    };

    /// <summary>Refuses what an encoder of UTF-8 would replace.</summary>
    private static void Check(string? text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                throw new FormatException(
                    $"the text has half a surrogate pair at index {text!.Length - rest.Length}, which is not Unicode text. Remove it, or send the bytes.");
            }

            rest = rest[length..];
        }
    }

    private sealed class CheckedText(IMessagePackFormatter<string?> inner) : IMessagePackFormatter<string?>
    {
        public void Serialize(ref MessagePackWriter writer, string? value, MessagePackSerializerOptions options)
        {
            Check(value);
            inner.Serialize(ref writer, value, options);
        }

        public string? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => inner.Deserialize(ref reader, options);
    }

    private sealed class CheckedBuilder(IMessagePackFormatter<StringBuilder?> inner) : IMessagePackFormatter<StringBuilder?>
    {
        public void Serialize(ref MessagePackWriter writer, StringBuilder? value, MessagePackSerializerOptions options)
        {
            Check(value?.ToString());
            inner.Serialize(ref writer, value, options);
        }

        public StringBuilder? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => inner.Deserialize(ref reader, options);
    }

    // Elements of collections come here again.
    private sealed class CheckedObject(IMessagePackFormatter<object?> inner) : IMessagePackFormatter<object?>
    {
        public void Serialize(ref MessagePackWriter writer, object? value, MessagePackSerializerOptions options)
        {
            Check(value as string);
            inner.Serialize(ref writer, value, options);
        }

        public object? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => inner.Deserialize(ref reader, options);
    }

    /// <summary>
    /// A list of the moment and the offset in minutes, as MessagePack for C# has it, but with the moment itself instead of the local time marked as UTC. A
    /// moment alone is read as well.
    /// </summary>
    private sealed class MomentFormatter : IMessagePackFormatter<DateTimeOffset>
    {
        public void Serialize(ref MessagePackWriter writer, DateTimeOffset value, MessagePackSerializerOptions options)
        {
            writer.WriteArrayHeader(2);
            writer.Write(value.UtcDateTime);
            writer.Write((short)value.Offset.TotalMinutes);
        }

        public DateTimeOffset Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.NextMessagePackType == MessagePackType.Extension)
            {
                return new DateTimeOffset(reader.ReadDateTime());
            }

            if (reader.ReadArrayHeader() is var count and not 2)
            {
                throw new FormatException($"a DateTimeOffset is a datetime, or a list of a datetime and the offset in minutes, and a list of {count} arrived.");
            }

            return new DateTimeOffset(reader.ReadDateTime()).ToOffset(TimeSpan.FromMinutes(reader.ReadInt16()));
        }
    }
}
