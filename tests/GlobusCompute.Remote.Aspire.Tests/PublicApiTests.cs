using System.Reflection;
using Xunit;

namespace GlobusCompute.Remote.Aspire.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_listed_one() =>
        PublicApiFile.AssertListed(Assembly.Load("GlobusCompute.Remote.Aspire"));

    [Fact]
    public void What_the_last_version_had_is_still_there() =>
        PublicApiFile.AssertKept(Assembly.Load("GlobusCompute.Remote.Aspire"));
}
