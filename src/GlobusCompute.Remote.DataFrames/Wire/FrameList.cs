using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace GlobusCompute.Remote.DataFrames.Wire;

/// <summary>
/// Writes and reads lists and dictionaries of frames: the length of a JSON header, the header with the length of each frame (-1 for None) and the keys of a
/// dictionary, and the frames.
/// </summary>
internal static class FrameList
{
    // What an item takes besides its frame.
    private const int BytesOfItem = 64;

    /// <exception cref="FormatException">An item has no form in pandas. The message names the item.</exception>
    public static void Write(
        IBufferWriter<byte> output, IEnumerable<KeyValuePair<string?, object?>> items, bool isDictionary, Action<IBufferWriter<byte>, object> write)
    {
        var (header, frames, keys, lengths) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>(), new List<string>(), new List<int>());
        foreach (var (key, item) in items)
        {
            var start = frames.WrittenCount;
            try
            {
                if (item is not null)
                {
                    write(frames, item);
                }
            }
            catch (FormatException e)
            {
                throw new FormatException($"item {(key is null ? lengths.Count : $"'{key}'")}: {e.Message}", e);
            }

            lengths.Add(item is null ? -1 : frames.WrittenCount - start);
            if (key is not null)
            {
                keys.Add(FrameWriter.Checked(key)!);
            }
        }

        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteNumber("pandas"u8, 1);
            json.WriteStartArray("items"u8);
            lengths.ForEach(json.WriteNumberValue);
            json.WriteEndArray();
            if (isDictionary)
            {
                json.WriteStartArray("keys"u8);
                keys.ForEach(json.WriteStringValue);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), header.WrittenCount);
        output.Advance(4);
        output.Write(header.WrittenSpan);
        output.Write(frames.WrittenSpan);
    }

    /// <summary>Reads the items; those of a list have no key.</summary>
    /// <exception cref="FormatException">It is not such a list. The message names the item that is not a frame.</exception>
    public static IEnumerable<KeyValuePair<string?, T?>> Read<T>(
        ReadOnlyMemory<byte> data, bool isDictionary, Func<ReadOnlyMemory<byte>, T> read, Action<long> charge)
        where T : class
    {
        var (lengths, keys) = FrameReader.ReadHeader(data, ReadHeader, out var rest);
        if (isDictionary ? keys?.Length != lengths.Length : keys is not null)
        {
            throw new FormatException(isDictionary
                ? "the function returned a list, and a dictionary is declared."
                : "the function returned a dict, and a list is declared.");
        }

        charge((long)BytesOfItem * lengths.Length);
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < -1 || lengths[i] > rest.Length)
            {
                throw new FormatException($"item {i}: {lengths[i]:N0} bytes are announced, and {rest.Length:N0} are left.");
            }

            T? item = null;
            if (lengths[i] >= 0)
            {
                try
                {
                    item = read(rest[..lengths[i]]);
                }
                catch (FormatException e)
                {
                    throw new FormatException($"item {(keys is null ? i : $"'{keys[i]}'")}: {e.Message}", e);
                }

                rest = rest[lengths[i]..];
            }

            yield return new(keys?[i], item);
        }

        if (!rest.IsEmpty)
        {
            throw new FormatException("it has more bytes than its header says.");
        }
    }

    private static (int[] Lengths, string[]? Keys) ReadHeader(JsonElement header) => header.TryGetProperty("items"u8, out var items)
        ? ([.. items.EnumerateArray().Select(length => length.TryGetInt32(out var bytes) ? bytes : -2)],
            header.TryGetProperty("keys"u8, out var keys) ? [.. keys.EnumerateArray().Select(key => key.GetString() ?? "")] : null)
        : throw new FormatException("the function returned one data frame or series, and a list or a dictionary is declared.");
}
