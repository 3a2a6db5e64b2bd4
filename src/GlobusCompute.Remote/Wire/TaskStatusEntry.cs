using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;

namespace GlobusCompute.Remote.Wire;

/// <summary>One task in an answer of <c>batch_status</c>. The text belongs to the page and goes with it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="State">Its state.</param>
/// <param name="Text">The serialised result, or the failure's text, as UTF-8; null when the answer has none.</param>
/// <param name="Facts">What it says beside.</param>
internal readonly record struct TaskStatusEntry(Guid TaskId, TaskState State, ReadOnlyMemory<byte>? Text, ExecutionFacts Facts);
