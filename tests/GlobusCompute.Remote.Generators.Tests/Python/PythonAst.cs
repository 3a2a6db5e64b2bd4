using System.Text.Json;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>What Python's own parser says of the functions at top level of files, in one process for all of them.</summary>
internal static class PythonAst
{
    private const string Script = """
        import ast, json, sys, warnings
        warnings.simplefilter("ignore")

        def is_generator(node):
            stack = list(node.body)
            while stack:
                item = stack.pop()
                if isinstance(item, (ast.Yield, ast.YieldFrom)):
                    return True
                if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
                    continue
                stack.extend(ast.iter_child_nodes(item))
            return False

        def parameters(a):
            positional = a.posonlyargs + a.args
            defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
            for i, (p, d) in enumerate(zip(positional, defaults)):
                yield p, "PositionalOnly" if i < len(a.posonlyargs) else "PositionalOrKeyword", d
            if a.vararg:
                yield a.vararg, "VariadicPositional", None
            for p, d in zip(a.kwonlyargs, a.kw_defaults):
                yield p, "KeywordOnly", d
            if a.kwarg:
                yield a.kwarg, "VariadicKeyword", None

        def segment(lines, node):
            if node is None:
                return None
            if node.lineno == node.end_lineno:
                text = lines[node.lineno - 1][node.col_offset:node.end_col_offset]
            else:
                text = b"".join([lines[node.lineno - 1][node.col_offset:], *lines[node.lineno:node.end_lineno - 1], lines[node.end_lineno - 1][:node.end_col_offset]])
            return text.decode("utf-8", "replace")

        def describe(n, lines):
            return {
                "name": n.name, "line": n.lineno, "async": isinstance(n, ast.AsyncFunctionDef), "generator": is_generator(n),
                "returns": segment(lines, n.returns), "decorators": len(n.decorator_list), "doc": ast.get_docstring(n),
                "parameters": [[p.arg, kind, segment(lines, d), segment(lines, p.annotation), p.lineno] for p, kind, d in parameters(n.args)],
            }

        for path in sys.stdin.read().split("\n"):
            try:
                text = open(path, encoding="utf-8").read().lstrip("\ufeff")
                body = ast.parse(text).body
            except (SyntaxError, UnicodeDecodeError, ValueError, RecursionError, OSError):
                continue
            lines = [line.encode("utf-8") for line in text.split("\n")]
            lines = [line + b"\n" for line in lines]
            print(json.dumps([path, [describe(n, lines) for n in body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]]))
        """;

    /// <summary>The functions of each file that Python's parser accepts.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="modules">A folder that PYTHONPATH names, for tests of the isolation.</param>
    public static IEnumerable<(string Path, AstFunction[] Functions)> Read(IEnumerable<string> paths, string? modules = null)
    {
        foreach (var line in PythonScript.Run(Script, paths, modules))
        {
            using var document = JsonDocument.Parse(line);
            yield return (document.RootElement[0].GetString()!, [.. document.RootElement[1].EnumerateArray().Select(Function)]);
        }
    }

    private static AstFunction Function(JsonElement item) => new(
        item.GetProperty("name").GetString()!,
        item.GetProperty("line").GetInt32(),
        item.GetProperty("async").GetBoolean(),
        item.GetProperty("generator").GetBoolean(),
        item.GetProperty("returns").GetString(),
        item.GetProperty("decorators").GetInt32(),
        item.GetProperty("doc").GetString(),
        string.Join(", ", item.GetProperty("parameters").EnumerateArray().Select(parameter =>
            Parameter(parameter[0].GetString()!, parameter[1].GetString()!, parameter[2].GetString(), parameter[3].GetString(), parameter[4].GetInt32()))));

    /// <summary>One parameter as the comparison writes it.</summary>
    public static string Parameter(string name, string kind, string? value, string? annotation, int line) =>
        $"{kind} {name}: {Plain(annotation)} = {Plain(value)} @{line}";

    /// <summary>What the reader says, in the same form.</summary>
    public static AstFunction Of(PythonSignature signature) => new(
        signature.Name,
        signature.Line,
        signature.IsAsync,
        signature.IsGenerator,
        signature.Returns?.Text,
        signature.Decorators.Count,
        signature.Docstring,
        string.Join(", ", signature.Parameters.Select(parameter =>
            Parameter(parameter.Name, parameter.Kind.ToString(), parameter.Default, parameter.Annotation?.Text, parameter.Line))));

    /// <summary>A text without the quotes, brackets and white space around it, which belong to no node of Python's tree.</summary>
    private static string? Plain(string? text) => text?.Trim('(', ')', '"', '\'', ' ', '\n', '\t');
}

/// <summary>A function, as far as it is compared.</summary>
internal sealed record AstFunction(
    string Name, int Line, bool IsAsync, bool IsGenerator, string? Returns, int Decorators, string? Docstring, string Parameters)
{
    /// <summary>Whether both agree. Strings and brackets around annotations count for nothing.</summary>
    public bool Agrees(AstFunction other) => Normal() == other.Normal();

    private AstFunction Normal() => this with
    {
        Returns = Returns?.Trim('(', ')', '"', '\'', ' ', '\n', '\t'),
    };
}
