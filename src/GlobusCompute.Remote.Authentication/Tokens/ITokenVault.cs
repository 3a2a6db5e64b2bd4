namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>Where the bytes of one sign-in are kept, unreadable for others.</summary>
internal interface ITokenVault
{
    /// <summary>The place, for messages.</summary>
    string Place { get; }

    /// <returns>The bytes, or null where there are none.</returns>
    /// <exception cref="Exception">They cannot be read.</exception>
    byte[]? Read();

    /// <summary>Replaces them at once: who reads meanwhile gets the old ones or the new ones.</summary>
    /// <exception cref="Exception">They cannot be written.</exception>
    void Write(byte[] bytes);

    /// <exception cref="Exception">They cannot be deleted.</exception>
    void Delete();
}
