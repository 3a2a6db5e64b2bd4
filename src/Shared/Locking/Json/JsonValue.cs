namespace GlobusCompute.Remote.Shared.Locking.Json;

/// <summary>A part of a text.</summary>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct TextRange(int Start, int Length);

/// <summary>One JSON value and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">The text of a string, a number as it is written; else empty.</param>
/// <param name="Items">The elements of an array; else empty.</param>
/// <param name="Properties">The properties of an object, in order, repeated ones too; else empty.</param>
internal sealed record JsonValue(JsonKind Kind, TextRange Span, string Text, IReadOnlyList<JsonValue> Items, IReadOnlyList<JsonProperty> Properties);

/// <summary>One property of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Span">Where the name stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonProperty(string Name, TextRange Span, JsonValue Value);

/// <summary>Kinds of JSON values.</summary>
internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
