namespace GlobusCompute.Remote.Testing;

/// <summary>The exception with which a call faults that does not match the recording which is replayed.</summary>
public sealed class ReplayMismatchException : InvalidOperationException
{
    /// <summary>Initializes an exception.</summary>
    /// <param name="mismatch">The call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mismatch"/> is null.</exception>
    public ReplayMismatchException(ReplayMismatch mismatch)
        : base((mismatch ?? throw new ArgumentNullException(nameof(mismatch))).Message) => Mismatch = mismatch;

    /// <summary>Gets the call, and why it does not match.</summary>
    public ReplayMismatch Mismatch { get; }
}
