using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads <c>import</c> and <c>from ... import</c>.</summary>
internal static class PythonImports
{
    /// <param name="statement">The statement.</param>
    /// <param name="isGuarded">Whether the text can do without the module.</param>
    /// <param name="isConditional">Whether the statement stands under another one.</param>
    /// <param name="names">Where its names are bound, or null inside functions and classes.</param>
    /// <param name="imports">Where its modules are added.</param>
    public static void Read(PythonStatement statement, bool isGuarded, bool isConditional, PythonNames? names, List<PythonImport> imports)
    {
        if (statement.Is(0, "from"))
        {
            ReadFrom(statement, isGuarded, isConditional, names, imports);
            return;
        }

        for (var i = 1; i < statement.Count; i++)
        {
            var module = ReadDotted(statement, ref i);
            if (module.Length > 0)
            {
                imports.Add(new(module, default, statement[0].Line, isGuarded));
                var package = module.Split('.')[0];
                var alias = ReadAlias(statement, ref i);
                names?.AddImport(alias ?? package, alias is null ? package : module, isConditional);
            }
        }
    }

    private static void ReadFrom(PythonStatement statement, bool isGuarded, bool isConditional, PythonNames? names, List<PythonImport> imports)
    {
        var i = 1;
        while (statement.Is(i, "."))
        {
            i++;
        }

        var module = new string('.', i - 1) + ReadDotted(statement, ref i);
        if (!statement.Is(i, "import") || module.Length == 0)
        {
            return;
        }

        var taken = new List<string>();
        for (i++; i < statement.Count; i++)
        {
            if (statement.Is(i, "*"))
            {
                names?.AddStar(module);
            }
            else if (statement.IsIdentifier(i))
            {
                var name = statement.TextAt(i);
                taken.Add(name);
                i++;
                names?.AddImport(ReadAlias(statement, ref i) ?? name, module + "." + name, isConditional);
            }
        }

        imports.Add(new(module, taken.ToEquatableArray(), statement[0].Line, isGuarded));
    }

    /// <summary>Reads a dotted name and stops after it.</summary>
    private static string ReadDotted(PythonStatement statement, ref int index)
    {
        var start = index;
        while (statement.IsIdentifier(index))
        {
            index++;
            if (!statement.Is(index, ".") || !statement.IsIdentifier(index + 1))
            {
                break;
            }

            index++;
        }

        var words = new List<string>();
        for (var i = start; i < index; i += 2)
        {
            words.Add(statement.TextAt(i));
        }

        return string.Join(".", words);
    }

    /// <summary>Reads <c>as name</c> where it stands, and stops after it.</summary>
    private static string? ReadAlias(PythonStatement statement, ref int index)
    {
        if (!statement.Is(index, "as") || !statement.IsIdentifier(index + 1))
        {
            return null;
        }

        index += 2;
        return statement.TextAt(index - 1);
    }
}
