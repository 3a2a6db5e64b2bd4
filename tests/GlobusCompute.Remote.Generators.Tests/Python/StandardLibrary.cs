namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>
/// The Python files that the reader is compared on: the standard library, and the packages that the tests need anyway. What else is installed is left out, so that
/// the same files are compared on every machine with the same versions of these.
/// </summary>
internal static class StandardLibrary
{
    private const string Script = """
        import os, site, sys, sysconfig
        root = sysconfig.get_paths()["stdlib"]
        names = getattr(sys, "stdlib_module_names", None)  # since Python 3.10
        beside = ("dist-packages", "site-packages", "sitecustomize.py", "usercustomize.py")
        def show(folder, kind):
            for at, folders, files in os.walk(folder):
                folders[:] = [f for f in folders if at != root or f not in beside]
                for name in files:
                    if name.endswith(".py") and (at != root or name not in beside):
                        path = os.path.join(at, name)
                        top = os.path.relpath(path, root).split(os.sep)[0].removesuffix(".py")
                        print(kind if names is None or top in names else "p", path, sep="")
        show(root, "s")
        for package in ("numpy", "dill", *filter(None, sys.stdin.read().split("\n"))):
            for folder in (os.path.join(f, package) for f in site.getsitepackages()):
                if os.path.isdir(folder):
                    show(folder, "p")
                    break
        """;

    private static readonly Lazy<IReadOnlyList<(string Path, bool IsStandard)>> s_files = new(static () => File.Exists(PythonScript.Python)
        ? [.. PythonScript.Run(Script, Added).Select(static line => (line[1..], line[0] == 's')).OrderBy(static file => file.Item1, StringComparer.Ordinal)]
        : []);

    /// <summary>Packages that are read as well, which <c>GCOMPUTE_CORPUS_PACKAGES</c> names with commas between them. Those of a usual run are always the same.</summary>
    public static string[] Added => (Environment.GetEnvironmentVariable("GCOMPUTE_CORPUS_PACKAGES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The paths of all files.</summary>
    public static IEnumerable<string> Files => s_files.Value.Select(static file => file.Path);

    /// <summary>The paths, and whether each is of a module of the standard library, which can be imported.</summary>
    public static IReadOnlyList<(string Path, bool IsStandard)> Modules => s_files.Value;
}
