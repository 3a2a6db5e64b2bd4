namespace GlobusCompute.Remote.Authentication;

/// <summary>Specifies how a person signs in.</summary>
public enum GlobusSignInMethod
{
    /// <summary>
    /// By <see cref="Browser"/> where the person sits at this machine, and by <see cref="PastedCode"/> over SSH, in a container or without a display.
    /// </summary>
    Automatic = 0,

    /// <summary>In a browser on this machine, which comes back to a port of the loopback interface.</summary>
    Browser = 1,

    /// <summary>In any browser, whose last page shows a code that the person pastes into the terminal.</summary>
    PastedCode = 2,
}
