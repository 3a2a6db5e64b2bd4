using System.Text;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>The Python functions that are appended to a file, so that plain values from .NET become its classes and back.</summary>
/// <remarks>A function is written once, whoever asks for it, and in the order in which they were first asked for.</remarks>
internal sealed class AdapterText(PythonModule python)
{
    // What adapters use of Python's own names.
    private static readonly HashSet<string> s_builtIn = new(StringComparer.Ordinal)
    {
        "all", "asyncio", "bytearray", "bytes", "dict", "enumerate", "frozenset", "hasattr", "int", "isinstance", "len", "list", "memoryview", "set",
        "tuple", "type",
    };

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<StringBuilder> _functions = [];
    private readonly SortedDictionary<string, string> _modules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _classes = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was requested.</summary>
    public bool IsEmpty => _functions.Count == 0;

    /// <summary>The name by which numpy is reached.</summary>
    public string NumPy => Module("numpy");

    /// <summary>The name by which a module is reached, which is imported on first use.</summary>
    public string Module(string name) => _modules[name] = Known(name, "_" + name);

    /// <summary>Whether adapters may use a name of Python's own.</summary>
    public static bool IsBuiltIn(string name) => s_builtIn.Contains(name);

    /// <summary>How a name of Python's own is reached, which the file may have for something else.</summary>
    public string BuiltIn(string name) => python.MayBind(name) ? $"{Module("builtins")}.{name}" : name;

    /// <summary>How a class of the file is reached where a name of an adapter may hide it.</summary>
    public string Class(string name)
    {
        if (!IsShort(name))
        {
            return name;
        }

        return _classes[name] = Known("class " + name, "_" + name);
    }

    /// <summary>The name of a function, which is written when it is requested first.</summary>
    /// <param name="key">What it is for.</param>
    /// <param name="name">The name it should have; it gets underscores until the file has no such name.</param>
    /// <param name="write">Gives its lines: the header behind <c>def NAME</c>, then the body, indented.</param>
    public string Function(string key, string name, Func<IEnumerable<string>> write)
    {
        if (_names.TryGetValue(key, out var known))
        {
            return known;
        }

        // Named before it is written: a class may hold itself.
        var own = Known(key, name);
        var builder = new StringBuilder();
        _functions.Add(builder);
        var lines = write().ToArray();
        builder.Append("def ").Append(own).Append(lines[0]).Append('\n');
        foreach (var line in lines.Skip(1))
        {
            builder.Append("    ").Append(line).Append('\n');
        }

        return own;
    }

    /// <summary>What stands behind the file's own text.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder(python.Text.EndsWith("\n", StringComparison.Ordinal) ? "" : "\n")
            .Append("\n\n# What follows was added for calls from .NET: it makes this file's classes of plain values, and plain values of them.\n");
        foreach (var module in _modules)
        {
            builder.Append("import ").Append(module.Key).Append(" as ").Append(module.Value).Append('\n');
        }

        foreach (var type in _classes)
        {
            builder.Append(type.Value).Append(" = ").Append(type.Key).Append('\n');
        }

        foreach (var function in _functions)
        {
            builder.Append("\n\n").Append(function);
        }

        return builder.ToString();
    }

    /// <summary>Whether a name is one that adapters give to what they walk through: <c>v</c>, <c>k1</c>, <c>items</c>.</summary>
    private static bool IsShort(string name) => name is "items" or "run" || (name[0] is 'v' or 'k' && name.Skip(1).All(char.IsDigit));

    private string Known(string key, string name)
    {
        if (!_names.TryGetValue(key, out var known))
        {
            known = name;
            while (python.Text.Contains(known) || !_taken.Add(known))
            {
                known += "_";
            }

            _names.Add(key, known);
        }

        return known;
    }
}
