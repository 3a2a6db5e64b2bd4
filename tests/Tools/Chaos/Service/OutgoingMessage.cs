namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>A message for the result queue.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="IsPersistent">Whether it outlives the broker's death.</param>
/// <param name="IsNotice">Whether it only announces a result.</param>
internal readonly record struct OutgoingMessage(byte[] Body, bool IsPersistent = false, bool IsNotice = false);
