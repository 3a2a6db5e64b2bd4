using System.Text.Json;
using GlobusCompute.Remote.Generators.Tests.Python;

namespace GlobusCompute.Remote.Generators.Tests.Modules;

/// <summary>The defaults that the functions of files have when Python runs them, in one isolated process for all files.</summary>
internal static class DefaultValues
{
    // Packages beside the standard library are found one by one, so that nothing else that is installed is seen.
    private const string Script = """
        import enum, importlib, importlib.machinery, inspect, io, json, os, site, sys, types, warnings
        warnings.simplefilter("ignore")
        lines = sys.stdin.read().split("\n")
        output = os.fdopen(os.dup(1), "w")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        sys.stdout = sys.stderr = io.StringIO()
        folders = {}
        for package in ("numpy", "pandas", "pytz", "dateutil", "six"):
            for folder in site.getsitepackages():
                if package not in folders and (os.path.isdir(os.path.join(folder, package)) or os.path.isfile(os.path.join(folder, package + ".py"))):
                    folders[package] = folder

        class Finder:
            @staticmethod
            def find_spec(name, path=None, target=None):
                return importlib.machinery.PathFinder.find_spec(name, [folders[name]]) if name in folders else None

        sys.meta_path.append(Finder)
        roots = sorted({p for p in sys.path if p} | set(folders.values()), key=len, reverse=True)

        def load(path):
            root = next(r for r in roots if path.startswith(r + os.sep))
            parts = path[len(root) + 1:-3].split(os.sep)
            return importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))

        def describe(value):
            if type(value) is bool:
                return ["bool", str(value)]
            if type(value) is int:
                return ["int", str(value) if abs(value) < 10 ** 30 else "big"]
            if type(value) is float:
                return ["float", repr(value)]
            if type(value) is str:
                return ["str", value.encode("utf-16-le", "surrogatepass").hex()]
            if isinstance(value, enum.Enum):
                return ["enum", type(value).__name__ + "." + value.name]
            return ["None", ""] if value is None else ["other", type(value).__name__]

        for path in filter(None, lines):
            try:
                module = load(path)
            except BaseException:
                continue
            functions = {}
            for name, value in list(vars(module).items()):
                if isinstance(value, types.FunctionType) and value.__code__.co_filename == path and value.__code__.co_name == name:
                    signature = inspect.signature(value, follow_wrapped=False)
                    functions[name] = {p.name: describe(p.default) for p in signature.parameters.values() if p.default is not p.empty}
            print(json.dumps([path, functions]), file=output, flush=True)
        """;

    /// <summary>For each file that could be imported: by function and parameter, the kind and the text of the default.</summary>
    public static IEnumerable<(string Path, Dictionary<string, Dictionary<string, string[]>> Functions)> Read(IEnumerable<string> paths)
    {
        foreach (var line in PythonScript.Run(Script, paths))
        {
            using var document = JsonDocument.Parse(line);
            yield return (document.RootElement[0].GetString()!, document.RootElement[1].Deserialize<Dictionary<string, Dictionary<string, string[]>>>()!);
        }
    }
}
