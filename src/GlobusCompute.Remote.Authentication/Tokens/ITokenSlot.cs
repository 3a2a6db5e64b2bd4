namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>The tokens of one sign-in, wherever they are kept.</summary>
internal interface ITokenSlot
{
    /// <returns>What lets other processes and threads go on when it is disposed, or null.</returns>
    Task<IDisposable?> HoldAsync(CancellationToken cancellationToken);

    /// <returns>The tokens, or null where nobody is signed in.</returns>
    StoredTokens? Read();

    /// <returns>The tokens that <see cref="Delete"/> deletes, also those of which <see cref="Read"/> makes no use; or null.</returns>
    StoredTokens? ReadAny() => Read();

    /// <summary>Why what is stored cannot be used, as sentences, as of the last <see cref="Read"/>; null if it can.</summary>
    string? Obstacle => null;

    void Write(StoredTokens tokens);

    void Delete();
}
