using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Compatibility.Tests.Inputs;

/// <summary>Compiles in memory.</summary>
internal static class Emitted
{
    /// <summary>The base library.</summary>
    public static MetadataReference Framework { get; } = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);

    /// <summary>The assembly of a compilation. Fails with the compiler's errors when there are any.</summary>
    public static byte[] Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        var errors = compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors);
        return image.ToArray();
    }
}
