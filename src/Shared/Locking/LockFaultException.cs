using GlobusCompute.Remote.Shared.Text;

namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>A text is JSON, but not a lock file.</summary>
/// <param name="position">Where.</param>
/// <param name="message">Why, without the place; shown as text that is safe to print.</param>
internal sealed class LockFaultException(int position, string message) : Exception(PrintableText.Of(message))
{
    /// <summary>Where.</summary>
    public int Position { get; } = position;
}
