using System.Text.Json;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>
/// What Python makes of the classes at top level of files: it runs the files and asks the classes. Of files that do not run here, its
/// parser says what the plain ones of them declare.
/// </summary>
internal static class PythonRuntime
{
    private const string Script = """
        import ast, builtins, contextlib, dataclasses, enum, importlib, importlib.util, io, json, os, re, sys, typing, warnings
        warnings.simplefilter("ignore")
        # A module that writes when it is imported, in whatever way, writes nowhere; and none reads the names of the files.
        lines = sys.stdin.read().split("\n")
        output = os.fdopen(os.dup(1), "w")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        sys.stdout = sys.stderr = io.StringIO()

        def run(kind, fields=(), members=(), flag=False, constructor=None):
            return {"kind": kind, "fields": list(fields), "members": list(members), "flag": flag, "constructor": constructor}

        def is_generated(function):
            return getattr(getattr(function, "__code__", None), "co_filename", "").startswith("<")

        def describe(cls):
            if isinstance(cls, enum.EnumMeta):
                members = [(n, m) for n, m in cls.__members__.items() if m.name == n and not n.startswith("_")]
                return run("Enum", members=[[n, m._value_ if type(m._value_) is int else None] for n, m in members], flag=issubclass(cls, enum.Flag))
            if "__dataclass_fields__" in dir(cls):
                every = [f for f in cls.__dataclass_fields__.values() if f._field_type is not dataclasses._FIELD_CLASSVAR]
                return run("Dataclass", [[
                    f.name, f.default is not dataclasses.MISSING or f.default_factory is not dataclasses.MISSING,
                    f.init, bool(f.kw_only), f._field_type is dataclasses._FIELD_INITVAR, True] for f in every],
                    constructor=not is_generated(cls.__init__) or cls.__new__ is not object.__new__)
            if typing.is_typeddict(cls):
                return run("TypedDict", [[n, False, True, False, False, n in cls.__required_keys__] for n in cls.__annotations__], constructor=False)
            if issubclass(cls, tuple) and hasattr(cls, "_fields") and hasattr(cls, "_field_defaults"):
                return run("NamedTuple", [[n, n in cls._field_defaults, True, False, False, True] for n in cls._fields],
                    constructor=not is_generated(cls.__new__) or cls.__init__ is not object.__init__)
            return None

        def is_hidden(text, name, cls):
            '''Whether only running the text tells what the class is: the reader does not know these ways, on purpose.'''
            own = cls.__dict__.get("_fields") if isinstance(cls, type) else None
            return bool(
                re.search(r"_simple_enum\([^\n]*\)\nclass " + name + r"\b", text)
                or re.search(r"_convert_\(\s*['\"]" + name + "['\"]", text)
                or getattr(cls, "__module__", "") in ("enum", "typing")
                or own and any(own != getattr(base, "_fields", own) for base in cls.__mro__[1:])
                or re.search(r"^" + name + r" = [\w.]*namedtuple\([^\n]*_fields", text, re.MULTILINE))

        def load(path):
            for root in sorted((p for p in sys.path if p), key=len, reverse=True):
                if path.startswith(root + os.sep):
                    parts = path[len(root) + 1:-3].split(os.sep)
                    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                    return importlib.import_module(name)
            spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
            module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module

        def from_module(path, text):
            module = load(path)
            found = {}
            space = dict(vars(module))
            for name, value in space.items():
                if is_hidden(text, name, value):
                    found[name] = None
                # Under another name than its own only where its own is another's, as in _Package = namedtuple("Package", ...).
                elif isinstance(value, type) and value.__module__ == module.__name__ and (value.__qualname__ == name or space.get(value.__qualname__) is not value):
                    described = describe(value)
                    if described:
                        found[name] = described
            # What is bound under a condition need not be there.
            found.update({name: None for name in re.findall(r"^[ \t]+(\w+) = ", text, re.MULTILINE)})
            return found

        KINDS = {("typing", "NamedTuple"): "NamedTuple", ("typing", "TypedDict"): "TypedDict", ("enum", "Enum"): "Enum", ("enum", "IntEnum"): "Enum"}

        def from_tree(text):
            tree = ast.parse(text)
            meaning = {}
            for node in tree.body:
                if isinstance(node, ast.ImportFrom) and node.level == 0:
                    meaning.update({a.asname or a.name: (node.module, a.name) for a in node.names})
                elif isinstance(node, ast.Import):
                    meaning.update({a.name: a.name for a in node.names if a.asname is None})
            def resolve(node):
                if isinstance(node, ast.Name):
                    return meaning.get(node.id)
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and meaning.get(node.value.id) == node.value.id:
                    return (node.value.id, node.attr)
                return None
            found = {}
            names = [n.name for n in tree.body if isinstance(n, ast.ClassDef)]
            for node in tree.body:
                if not isinstance(node, ast.ClassDef) or names.count(node.name) > 1 or node.keywords:
                    continue
                plain = [s for s in node.body if isinstance(s, (ast.AnnAssign, ast.Assign))]
                if not all(isinstance(s, (ast.AnnAssign, ast.Assign, ast.FunctionDef, ast.AsyncFunctionDef, ast.Expr, ast.Pass)) for s in node.body):
                    continue
                kind = KINDS.get(resolve(node.bases[0])) if len(node.bases) == 1 else None
                if not node.bases and [resolve(d) for d in node.decorator_list] == [("dataclasses", "dataclass")]:
                    kind = "Dataclass"
                if kind in ("Dataclass", "NamedTuple", "TypedDict"):
                    own = [s for s in plain if isinstance(s, ast.AnnAssign) and "ClassVar" not in ast.dump(s.annotation)]
                    if any("Call" in ast.dump(s.value) for s in own if s.value) or "Required" in "".join(ast.dump(s.annotation) for s in own):
                        continue
                    found[node.name] = run(kind, [[s.target.id, s.value is not None, True, False, False, True] for s in own])
                elif kind == "Enum":
                    members, values = [], []
                    for s in plain:
                        try:
                            value = ast.literal_eval(s.value)
                        except ValueError:
                            break
                        if len(s.targets) != 1 or not isinstance(s.targets[0], ast.Name):
                            break
                        if value not in values and not s.targets[0].id.startswith("_"):
                            values.append(value)
                            members.append([s.targets[0].id, value if type(value) is int else None])
                    else:
                        if not any(isinstance(s, ast.FunctionDef) and s.name == "__new__" for s in node.body):
                            found[node.name] = run(kind, members=members)
            return found

        def public_names(text):
            tree = ast.parse(text)
            about = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and any(isinstance(m, ast.Name) and m.id == "__all__" for m in ast.walk(n))]
            if any(n not in tree.body for n in about):
                return False
            space = {}
            if any(isinstance(m, ast.Call) and getattr(m.func, "attr", "") not in ("extend", "append") for n in about for m in ast.walk(n)):
                return None
            try:
                for node in about:
                    exec(compile(ast.Module([node], []), "<all>", "exec"), {}, space)
            except NameError:
                return None
            names = space.get("__all__")
            return None if names is None else list(dict.fromkeys(names))

        interesting = re.compile("dataclass|Enum|Flag|NamedTuple|namedtuple|TypedDict")
        for line in lines:
            mode, path = line[0], line[1:]
            try:
                text = open(path, encoding="utf-8").read().lstrip("\ufeff")
                everyone = public_names(text)
            except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError):
                continue
            found, how = {}, "run"
            if interesting.search(text):
                try:
                    found = from_module(path, text) if mode == "r" else from_tree(text)
                    how = "run" if mode == "r" else "tree"
                except BaseException:
                    if not path.startswith(os.path.dirname(os.__file__) + os.sep):
                        raise
                    found, how = from_tree(text), "tree"
            print(json.dumps([path, how, found, everyone]), file=output, flush=True)
        """;

    /// <summary>What Python says of each file.</summary>
    /// <param name="paths">The files, and whether to run each rather than to parse it.</param>
    /// <param name="modules">A folder that PYTHONPATH names, for tests of the isolation.</param>
    public static IEnumerable<RuntimeFile> Read(IEnumerable<(string Path, bool IsRun)> paths, string? modules = null)
    {
        foreach (var line in PythonScript.Run(Script, paths.Select(path => (path.IsRun ? "r" : "t") + path.Path), modules))
        {
            using var document = JsonDocument.Parse(line);
            var names = document.RootElement[3];
            yield return new(
                document.RootElement[0].GetString()!,
                document.RootElement[1].GetString() == "run",
                document.RootElement[2].EnumerateObject().ToDictionary(item => item.Name, item => item.Value.ValueKind == JsonValueKind.Null ? null : Class(item.Value)),
                names.ValueKind != JsonValueKind.False,
                names.ValueKind == JsonValueKind.Array ? string.Join(' ', names.EnumerateArray().Select(name => name.GetString())) : null);
        }
    }

    /// <summary>What the reader says of a class, in the same form.</summary>
    public static RuntimeClass Of(PythonClass type) => new(
        type.Kind.ToString(),
        string.Join(", ", type.Fields.Select(field =>
            Field(field.Name, field.HasDefault, field.IsInit, field.IsKeywordOnly, field.IsInitOnly, field.IsRequired))),
        [.. type.Members.Select(member => (member.Name, member.Number))],
        type.IsFlag,
        type.HasOwnConstructor);

    private static RuntimeClass Class(JsonElement item) => new(
        item.GetProperty("kind").GetString()!,
        string.Join(", ", item.GetProperty("fields").EnumerateArray().Select(field =>
            Field(field[0].GetString()!, field[1].GetBoolean(), field[2].GetBoolean(), field[3].GetBoolean(), field[4].GetBoolean(), field[5].GetBoolean()))),
        [.. item.GetProperty("members").EnumerateArray().Select(member =>
            (member[0].GetString()!, member[1].ValueKind == JsonValueKind.Number && member[1].TryGetInt64(out var number) ? number : (long?)null))],
        item.GetProperty("flag").GetBoolean(),
        item.GetProperty("constructor") is { ValueKind: not JsonValueKind.Null } own ? own.GetBoolean() : null);

    private static string Field(string name, bool hasDefault, bool isInit, bool isKeywordOnly, bool isInitOnly, bool isRequired) =>
        name + (hasDefault ? "=" : "") + (isInit ? "" : " no-init") + (isKeywordOnly ? " keyword" : "") + (isInitOnly ? " init-only" : "") + (isRequired ? "" : "?");
}

/// <summary>What Python says of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsRun">Whether it was run and not only parsed.</param>
/// <param name="Classes">Its classes of a known kind by name; null for those that only running the text can tell.</param>
/// <param name="HasPlainNames">Whether <c>__all__</c> is touched at top level only.</param>
/// <param name="PublicNames">What <c>__all__</c> holds, or null where it is not there or not literal.</param>
internal sealed record RuntimeFile(string Path, bool IsRun, Dictionary<string, RuntimeClass?> Classes, bool HasPlainNames, string? PublicNames);

/// <summary>A class, as far as it is compared.</summary>
internal sealed record RuntimeClass(string Kind, string Fields, (string Name, long? Number)[] Members, bool IsFlag, bool? HasOwnConstructor)
{
    /// <summary>What differs from what the reader says, or null. A number that the reader does not know is no difference; a wrong one is.</summary>
    public string? Difference(RuntimeClass reader)
    {
        if (Kind != reader.Kind || Fields != reader.Fields || IsFlag != reader.IsFlag || (Kind != "Enum" && HasOwnConstructor is { } own && own != reader.HasOwnConstructor))
        {
            return $"expected {this}\n  got      {reader}";
        }

        var agree = Members.Length == reader.Members.Length
            && Members.Zip(reader.Members).All(pair => pair.First.Name == pair.Second.Name && (pair.Second.Number is null || pair.First.Number == pair.Second.Number));
        return agree ? null : $"expected {string.Join(" ", Members)}\n  got      {string.Join(" ", reader.Members)}";
    }
}
