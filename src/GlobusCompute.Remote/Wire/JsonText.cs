namespace GlobusCompute.Remote.Wire;

/// <summary>The content of a JSON string in an answer, as it travels: without its quotes, its escapes not resolved.</summary>
/// <param name="Content">The bytes, in the answer's memory.</param>
/// <param name="HasEscapes">Whether there are escapes.</param>
internal readonly record struct JsonText(Memory<byte> Content, bool HasEscapes);
