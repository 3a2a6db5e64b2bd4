namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>The library's names as generated code writes them, and this generator's own.</summary>
internal static class RuntimeNames
{
    public const string Root = "global::GlobusCompute.Remote";

    public const string Serialization = "global::GlobusCompute.Remote.Serialization";

    public const string Proxies = "global::GlobusCompute.Remote.Proxies";

    public const string Generator = "GlobusCompute.Remote.Generators";

    /// <summary>The attribute that says who has written a declaration.</summary>
    public static string GeneratedCode { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"{Generator}\", \"{typeof(RuntimeNames).Assembly.GetName().Version}\")]";
}
