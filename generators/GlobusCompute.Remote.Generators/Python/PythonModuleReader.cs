using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Reads which functions, classes and names a Python text binds at module level.</summary>
/// <remarks>Any text gives an answer, in linear time: lines are read once, and inside functions only what matters to callers is looked at.</remarks>
internal sealed class PythonModuleReader
{
    private readonly string _text;
    private readonly PythonLexer _lexer;
    private readonly PythonNames _names = new();
    private readonly List<PythonFunctionDraft> _functions = [];
    private readonly List<PythonFunctionDraft> _hidden = [];
    private readonly List<IPythonClassDraft> _classes = [];
    private readonly PythonPublicNames _publicNames = new();
    private readonly List<PythonImport> _imports = [];
    private readonly List<PythonStatement> _decorators = [];
    private readonly Stack<PythonBlock> _blocks = new();
    private readonly List<PythonToken> _line = [];
    private int _scopes;
    private int _guards;
    private int _never;
    private PythonBlock? _left;

    private PythonModuleReader(string text)
    {
        _text = text;
        _lexer = new PythonLexer(text);
    }

    /// <summary>Reads a text of any content.</summary>
    /// <param name="text">The text, with normalised line ends.</param>
    public static PythonModule Read(string text) => Read(text, out _);

    /// <summary>Reads a text of any content.</summary>
    /// <param name="text">The text, with normalised line ends.</param>
    /// <param name="steps">How much work it was: characters and tokens that were looked at.</param>
    public static PythonModule Read(string text, out long steps)
    {
        var reader = new PythonModuleReader(text);
        reader.ReadLines();
        reader._classes.RemoveAll(draft => draft is PythonFunctionalClass made && !(made.Settle(reader._names) && reader._names.TryMakeClass(made.Name)));
        var types = new PythonTypeReader(reader._names, reader._classes.Select(draft => draft.Name));
        var signatures = reader._functions.Select(draft => draft.Finish(types, reader._names)).ToArray();
        var entryPoints = reader._names.EntryPoints(signatures).ToEquatableArray();
        var context = new PythonClassContext(types, reader._names);
        var classes = context.Finish(reader._classes).ToEquatableArray();
        if (context.Refusal is { } refusal)
        {
            return Read("", out steps) with { Refusal = refusal };
        }

        var module = new PythonModule(
            text,
            signatures.Where(signature => !signature.IsConditional).ToEquatableArray(),
            entryPoints,
            classes,
            reader._imports.ToEquatableArray(),
            reader._names.Others.ToEquatableArray(),
            reader._names.HasUnknown)
        {
            PublicNames = reader._publicNames.ToNames(),
            Uncertain = PythonUncertainFunction
                .Find(entryPoints, signatures, reader._hidden.Select(draft => draft.Finish(types, reader._names)))
                .ToEquatableArray(),
        };
        steps = reader._lexer.Steps + types.Steps;
        return module;
    }

    private void ReadLines()
    {
        while (ReadLine())
        {
            LeaveBlocks(_lexer.Indentation);
            var line = new PythonStatement(_text, _line, 0, _line.Count);
            if (line.Count == 0)
            {
                continue;
            }

            if (line.Is(0, "@"))
            {
                if (_scopes == 0)
                {
                    _decorators.Add(line.Slice(1, line.Count).Detach());
                }

                continue;
            }

            ReadCompound(line);
            _decorators.Clear();
        }
    }

    /// <summary>Reads one logical line, with the statements that stand behind its colon.</summary>
    private void ReadCompound(PythonStatement line)
    {
        var definition = line.Is(0, "async") && line.Is(1, "def") ? 1 : 0;
        if (line.Is(definition, "def") && line.Is(definition + 1, PythonTokenKind.Name))
        {
            ReadFunction(line, definition);
        }
        else if (line.Is(0, "class") && line.Is(1, PythonTokenKind.Name))
        {
            ReadClass(line);
        }
        else if (line.Is(line.Count - 1, ":"))
        {
            ReadHeader(line);
            Enter(line, isScope: false, owner: null);
        }
        else if (PythonBlock.Opens(line))
        {
            var colon = line.Find(":", 0, 0);
            ReadHeader(line.Slice(0, colon + 1));
            var guards = PythonBlock.IsGuarded(line) ? 1 : 0;
            _guards += guards;
            ReadStatements(line.Slice(colon + 1, line.Count));
            _guards -= guards;
        }
        else
        {
            ReadStatements(line);
        }
    }

    private void ReadFunction(PythonStatement line, int definition)
    {
        PythonFunctionDraft? draft = null;
        var colon = PythonFunctionDraft.FindBody(line, definition);
        if (_scopes == 0)
        {
            draft = new PythonFunctionDraft(line.Slice(0, colon).Detach(), definition, _blocks.Count > 0, [.. _decorators]);
            if (_never > 0)
            {
                _hidden.Add(draft);
            }
            else
            {
                _functions.Add(draft);
                _names.AddFunction(draft.Name, _functions.Count - 1, _blocks.Count > 0);
            }
        }
        else
        {
            DirectOwner<PythonClassDraft>()?.AddDefinition(line.TextAt(definition + 1));
        }

        Enter(line, isScope: true, draft);
        if (colon + 1 < line.Count)
        {
            // The body on the same line ends with it.
            ReadStatements(line.Slice(colon + 1, line.Count));
        }
    }

    private void ReadClass(PythonStatement line)
    {
        PythonClassDraft? draft = null;
        var colon = line.Find(":", 0, 0);
        if (_scopes == 0 && _never == 0)
        {
            draft = new PythonClassDraft(line.Slice(0, colon).Detach(), [.. _decorators]);
            _classes.Add(draft);
            _names.AddOther(draft.Name, _blocks.Count > 0);
            _names.AddClass(draft.Name);
        }
        else if (_scopes > 0)
        {
            DirectOwner<PythonClassDraft>()?.AddDefinition(line.TextAt(1));
        }

        Enter(line, isScope: true, draft);
        if (colon + 1 < line.Count)
        {
            ReadStatements(line.Slice(colon + 1, line.Count));
        }
    }

    /// <summary>Reads what the head of a compound statement binds.</summary>
    private void ReadHeader(PythonStatement header)
    {
        CountYields(header);
        if (_scopes == 0)
        {
            _names.AddBindings(header, _blocks.Count > 0);
        }
    }

    private void ReadStatements(PythonStatement line)
    {
        for (var from = 0; from < line.Count;)
        {
            var end = line.Find(";", from, 0);
            ReadStatement(line.Slice(from, end));
            from = end + 1;
        }
    }

    private void ReadStatement(PythonStatement statement)
    {
        if (statement.Count == 0)
        {
            return;
        }

        CountYields(statement);
        if (statement.Is(0, "import") || statement.Is(0, "from"))
        {
            PythonImports.Read(statement, _guards > 0, _blocks.Count > 0, _scopes == 0 ? _names : null, _imports);
        }

        if (_scopes == 0)
        {
            _names.AddBindings(statement, _blocks.Count > 0);
            _publicNames.Add(statement, _blocks.Count > 0);
            if (PythonAlias.Read(statement) is { } alias)
            {
                _names.AddAlias(alias);
            }

            if (statement.IsIdentifier(0) && statement.Is(1, "=")
                && PythonFunctionalClass.Read(statement.TextAt(0), statement.Slice(2, statement.Count)) is { } made)
            {
                _classes.Add(made);
            }
        }
        else
        {
            DirectOwner<PythonDraft>()?.AddStatement(statement);
        }
    }

    /// <summary>The function or class at module level in whose body a statement stands directly, or null.</summary>
    private T? DirectOwner<T>()
        where T : PythonDraft => _scopes == 1 && _blocks.Peek() is { IsScope: true, Owner: T owner } ? owner : null;

    private void CountYields(PythonStatement statement)
    {
        if (_scopes == 1 && Function() is { IsGenerator: false } function)
        {
            function.IsGenerator = PythonFunctionDraft.HasYield(statement);
        }
    }

    private PythonFunctionDraft? Function()
    {
        foreach (var block in _blocks)
        {
            if (block.IsScope)
            {
                return block.Owner as PythonFunctionDraft;
            }
        }

        return null;
    }

    /// <summary>Collects the tokens of the next logical line. False at the end of the text.</summary>
    private bool ReadLine()
    {
        _line.Clear();
        for (var token = _lexer.Next(); token.Kind != PythonTokenKind.End; token = _lexer.Next())
        {
            if (token.Kind == PythonTokenKind.NewLine)
            {
                return true;
            }

            _line.Add(token);
        }

        return false;
    }

    private void Enter(PythonStatement line, bool isScope, PythonDraft? owner)
    {
        var isGuard = PythonBlock.IsGuarded(line);
        var branch = isScope ? default : PythonBranch.Read(line, _left?.Branch ?? default);
        _blocks.Push(new(_lexer.Indentation, isScope, isGuard, owner, branch));
        _never += branch.NeverRuns ? 1 : 0;
        _scopes += isScope ? 1 : 0;
        _guards += isGuard ? 1 : 0;
    }

    private void LeaveBlocks(int indentation)
    {
        _left = null;
        while (_blocks.Count > 0 && _blocks.Peek().Indentation >= indentation)
        {
            var block = _blocks.Pop();
            _left = block.Indentation == indentation ? block : null;
            _never -= block.Branch.NeverRuns ? 1 : 0;
            _scopes -= block.IsScope ? 1 : 0;
            _guards -= block.IsGuard ? 1 : 0;
        }
    }
}
