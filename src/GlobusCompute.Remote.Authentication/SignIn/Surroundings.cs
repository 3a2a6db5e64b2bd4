namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>What tells whether a person sits at this machine.</summary>
/// <param name="Variable">Gets an environment variable, or null.</param>
/// <param name="HasDesktop">Whether the platform always has a desktop.</param>
/// <param name="IsUserInteractive">Whether the process has a user at all.</param>
/// <param name="HasTerminal">Whether standard input is a terminal.</param>
/// <param name="IsContainer">Whether this is a container.</param>
internal sealed record Surroundings(Func<string, string?> Variable, bool HasDesktop, bool IsUserInteractive, bool HasTerminal, bool IsContainer)
{
    private static readonly string[] s_textBrowsers = ["lynx", "www-browser", "links", "elinks", "w3m"];

    public static Surroundings Current => new(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(),
        Environment.UserInteractive,
        !Console.IsInputRedirected,
        File.Exists("/.dockerenv") || File.Exists("/run/.containerenv"));

    /// <summary>Why no browser can be opened here that the person sees, as a sentence; null if one can.</summary>
    public string? WhyNoBrowser() =>
        IsSet("SSH_CONNECTION") || IsSet("SSH_TTY") ? "This session came over SSH, so that a browser here would not be seen."
        : IsContainer || Variable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1" ? "This is a container, which has no browser."
        : !IsUserInteractive ? "The process has no user's desktop."
        : !HasDesktop && !IsSet("DISPLAY") && !IsSet("WAYLAND_DISPLAY") ? "No display is available."
        : s_textBrowsers.Contains(Path.GetFileName(Variable("BROWSER") ?? "")) ? "The browser is one of text, which cannot show the page."
        : null;

    private bool IsSet(string name) => !string.IsNullOrEmpty(Variable(name));
}
