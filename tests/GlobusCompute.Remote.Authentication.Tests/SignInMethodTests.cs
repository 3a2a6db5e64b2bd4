using GlobusCompute.Remote.Authentication.SignIn;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>A browser opens only where the person sees it.</summary>
public sealed class SignInMethodTests
{
    [Theory]
    [InlineData("DISPLAY=:0", false, true, true, false, GlobusSignInMethod.Browser)]
    [InlineData("WAYLAND_DISPLAY=w", false, true, false, false, GlobusSignInMethod.Browser)]
    [InlineData("", true, true, false, false, GlobusSignInMethod.Browser)]
    [InlineData("", false, true, true, false, GlobusSignInMethod.PastedCode)]
    [InlineData("DISPLAY=:0 SSH_CONNECTION=x", false, true, true, false, GlobusSignInMethod.PastedCode)]
    [InlineData("SSH_TTY=/dev/pts/1", true, true, true, false, GlobusSignInMethod.PastedCode)]
    [InlineData("DISPLAY=:0", false, true, true, true, GlobusSignInMethod.PastedCode)]
    [InlineData("DISPLAY=:0 DOTNET_RUNNING_IN_CONTAINER=true", false, true, true, false, GlobusSignInMethod.PastedCode)]
    [InlineData("DISPLAY=:0 BROWSER=/usr/bin/lynx", false, true, true, false, GlobusSignInMethod.PastedCode)]
    [InlineData("", true, false, true, false, GlobusSignInMethod.PastedCode)]
    [InlineData("", false, true, false, false, null)]
    [InlineData("SSH_TTY=/dev/pts/1 DISPLAY=:10", false, true, false, false, null)]
    public void The_surroundings_decide(
        string variables, bool hasDesktop, bool isUserInteractive, bool hasTerminal, bool isContainer, GlobusSignInMethod? expected)
    {
        var set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);
        var here = new Surroundings(set.GetValueOrDefault, hasDesktop, isUserInteractive, hasTerminal, isContainer);

        if (expected is { } method)
        {
            Assert.Equal(method, SignInMethods.Choose(new GlobusInteractiveCredentialOptions(), here));
        }
        else
        {
            var error = Assert.Throws<CredentialUnavailableException>(() => SignInMethods.Choose(new GlobusInteractiveCredentialOptions(), here));
            Assert.Contains("Standard input is not a terminal", error.Message);
        }
    }

    [Fact]
    public void An_app_that_opens_browsers_or_reads_codes_itself_knows_where()
    {
        var here = new Surroundings(static _ => null, HasDesktop: false, IsUserInteractive: false, HasTerminal: false, IsContainer: true);

        Assert.Equal(
            GlobusSignInMethod.Browser,
            SignInMethods.Choose(new GlobusInteractiveCredentialOptions { OpenBrowser = static (_, _) => Task.CompletedTask }, here));
        Assert.Equal(
            GlobusSignInMethod.PastedCode,
            SignInMethods.Choose(new GlobusInteractiveCredentialOptions { ReadCode = static (_, _) => Task.FromResult<string?>("") }, here));
    }
}
