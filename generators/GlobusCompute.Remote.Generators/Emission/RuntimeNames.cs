namespace GlobusCompute.Remote.Generators.Emission;

/// <summary>The library's names as generated code writes them.</summary>
internal static class RuntimeNames
{
    public const string Root = "global::GlobusCompute.Remote";

    public const string Proxies = "global::GlobusCompute.Remote.Proxies";
}
