using System.Reflection;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_listed_one() =>
        PublicApiFile.AssertListed(Assembly.Load("GlobusCompute.Remote.LocalService"));
}
