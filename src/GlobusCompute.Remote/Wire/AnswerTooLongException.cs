namespace GlobusCompute.Remote.Wire;

/// <summary>An answer is longer than answers of its route are.</summary>
internal sealed class AnswerTooLongException(int maxLength) : IOException($"the answer is longer than {maxLength:N0} bytes.");
