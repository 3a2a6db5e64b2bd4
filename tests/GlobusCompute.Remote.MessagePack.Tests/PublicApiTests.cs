using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.MessagePack.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_listed_one() => PublicApiFile.AssertListed(typeof(MessagePackFormat).Assembly);

    [Fact]
    public void What_the_last_version_had_is_still_there() => PublicApiFile.AssertKept(typeof(MessagePackFormat).Assembly);
}
