namespace GlobusCompute.Remote;

/// <summary>
/// Marks the <c>string</c> parameter that gives a call the app's own name for it: an input's file name, say. It stays here: the function does not see it. It
/// appears in <see cref="ComputeTaskHandle.Tag"/> and in the client's journal, by which a call is found again after a crash.
/// </summary>
/// <remarks>Null tags nothing. Otherwise a tag has 1 to 1,000 characters; anything else throws <see cref="ArgumentException"/> at the call.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ComputeTagAttribute : Attribute
{
}
