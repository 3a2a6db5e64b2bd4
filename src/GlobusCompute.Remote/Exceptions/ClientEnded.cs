namespace GlobusCompute.Remote.Exceptions;

/// <summary>What is thrown by a client that has ended.</summary>
internal static class ClientEnded
{
    /// <exception cref="ObjectDisposedException">It has.</exception>
    public static void ThrowIf(bool hasEnded)
    {
        if (hasEnded)
        {
            throw new ObjectDisposedException(nameof(ComputeClient));
        }
    }
}
