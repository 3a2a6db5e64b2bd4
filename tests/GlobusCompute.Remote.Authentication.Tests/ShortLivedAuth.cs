using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>A Globus Auth whose access tokens live for 20 seconds.</summary>
public sealed class ShortLivedAuth : AuthFixture
{
    protected override void Configure(LocalAuthOptions auth) => auth.AccessTokenLifetime = TimeSpan.FromSeconds(20);
}
