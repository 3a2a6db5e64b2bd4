using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.DataFrames.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_listed_one() => PublicApiFile.AssertListed(typeof(PandasFormat).Assembly);

    [Fact]
    public void What_the_last_version_had_is_still_there() => PublicApiFile.AssertKept(typeof(PandasFormat).Assembly);
}
