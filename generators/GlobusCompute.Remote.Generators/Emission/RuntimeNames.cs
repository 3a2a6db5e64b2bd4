namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>The library's names as generated code writes them.</summary>
internal static class RuntimeNames
{
    public const string Proxies = "global::GlobusCompute.Remote.Proxies";
}
