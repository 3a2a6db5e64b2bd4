using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Compatibility.Tests.Inputs;

/// <summary>What the generator made of interfaces.</summary>
/// <param name="Sources">The text for each interface, by the names of the generated files.</param>
/// <param name="Compilation">The interfaces together with it.</param>
internal sealed record GeneratedProxies(IReadOnlyDictionary<string, string> Sources, Compilation Compilation)
{
    /// <summary>The compiled interfaces and proxies. Fails with the compiler's errors when there are any.</summary>
    public byte[] Assembly() => Emitted.Image(Compilation);
}
