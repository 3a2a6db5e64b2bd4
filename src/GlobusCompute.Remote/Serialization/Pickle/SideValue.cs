using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>The buffer beside the JSON text that is being written on this thread.</summary>
internal static class SideValue
{
    public static (PickleBuffer Side, int Offset) Begin(Utf8JsonWriter writer)
    {
        var text = JsonBuffer.Serializing;
        var side = text?.Side ?? throw new InvalidOperationException("The serializer options of a pickled argument were used outside its serialization.");
        side.Begin(side.Rules, side.Arrays, text.Depth + writer.CurrentDepth);
        return (side, side.Length);
    }

    public static void End(Utf8JsonWriter writer, PickleBuffer side, int offset)
    {
        Span<byte> place = stackalloc byte[96];
        var length = JsonTokens.WritePlace(offset, side.Length - offset, place);
        writer.WriteRawValue(place[..length], skipInputValidation: true);
    }

    public static NotSupportedException OnlyWritten() => new("These options only write.");
}
