using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>Source text in which <c>[|</c> and <c>|]</c> mark where a diagnostic is expected.</summary>
internal sealed record Marked(string Source, TextSpan Span)
{
    public static Marked Parse(string text)
    {
        var start = text.IndexOf("[|", StringComparison.Ordinal);
        var end = text.IndexOf("|]", StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, "The source marks no place.");
        return new(text.Remove(end, 2).Remove(start, 2), TextSpan.FromBounds(start, end - 2));
    }
}
