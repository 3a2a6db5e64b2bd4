using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_listed_one() =>
        PublicApiFile.AssertListed(typeof(ComputeClient).Assembly);

    [Fact]
    public void What_the_last_version_had_is_still_there() =>
        PublicApiFile.AssertKept(typeof(ComputeClient).Assembly);

    [Fact]
    public void A_changed_line_is_shown_below_its_type()
    {
        string[] before = ["namespace N", "", "public class A", "    public int X { get; }", "", "public class B", "    public int Y { get; }"];
        string[] after = ["namespace N", "", "public class A", "    public int X { get; }", "", "public class B", "    public long Y { get; }", "    public int Z()"];

        Assert.Equal(
            "  public class B\n-     public int Y { get; }\n+     public long Y { get; }\n+     public int Z()\n",
            VerifiedText.Difference(before, after));
    }

    [Fact]
    public void A_listing_tells_nullability_defaults_constraints_accessors_and_attributes()
    {
        var listing = PublicApiListing.Of(typeof(PublicApiTests).Assembly);

        Assert.Contains("public abstract class PublicApiTests.Shape<T> : IDisposable where T : class, new()\n", listing);
        Assert.Contains("    protected const string Mark = \"a\\\"b\"\n", listing);
        Assert.Contains("    public List<string?>? Names { get; protected set; }\n", listing);
        Assert.Contains("    public required int Size { get; init; }\n", listing);
        Assert.Contains("    [Obsolete(\"Use Names.\")] public virtual bool TryFind(string? key, out T value, StringComparison comparison = StringComparison.Ordinal, "
            + "CancellationToken token = default)\n", listing);
        Assert.DoesNotContain("Hidden", listing);
    }

    public abstract class Shape<T> : IDisposable
        where T : class, new()
    {
        protected const string Mark = "a\"b";

        public List<string?>? Names { get; protected set; }

        public required int Size { get; init; }

        internal int Hidden { get; set; }

        [Obsolete("Use Names.")]
        public virtual bool TryFind(string? key, out T value, StringComparison comparison = StringComparison.Ordinal, CancellationToken token = default)
        {
            value = new T();
            return key is null;
        }

        public void Dispose() => GC.SuppressFinalize(this);
    }
}
