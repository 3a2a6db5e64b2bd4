using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(GlobusCredential))]
    [InlineData(typeof(PythonTokens.PythonTokenCredential))]
    public void The_public_surface_is_the_listed_one(Type type) => PublicApiFile.AssertListed(type.Assembly);

    [Theory]
    [InlineData(typeof(GlobusCredential))]
    [InlineData(typeof(PythonTokens.PythonTokenCredential))]
    public void What_the_last_version_had_is_still_there(Type type) => PublicApiFile.AssertKept(type.Assembly);
}
