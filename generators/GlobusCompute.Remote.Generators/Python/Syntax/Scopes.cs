using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Finds what the grammar allows and Python's compiler does not: statements and names where they mean nothing.</summary>
internal sealed class Scopes(TokenCursor cursor)
{
    private readonly Stack<Scope> _scopes = new([new Scope(ScopeKind.Module, null)]);
    private readonly List<Finding> _findings = [];

    /// <summary>The error that Python would report, or null. Its compiler passes over the text in stages.</summary>
    public SyntaxFault? First => _findings.Count == 0 ? null : _findings.OrderBy(finding => finding.Stage).First().Fault;

    /// <summary>How many names were assigned to within expressions.</summary>
    public int Assignments { get; private set; }

    /// <summary>The loops around a statement, and what keeps it from leaving them.</summary>
    public Flow Flow
    {
        get => _scopes.Peek().Flow;
        set => _scopes.Peek().Flow = value;
    }

    private Scope Current => _scopes.Peek();

    /// <summary>Notes an error of a stage.</summary>
    public void Report(SemanticStage stage, int index, string message) => _findings.Add(new(stage, cursor.FaultAt(index, message), IsAsync: false));

    /// <summary>Begins with the body of a function, lambda or class.</summary>
    public void Enter(ScopeKind kind, IReadOnlyCollection<string>? parameters) => _scopes.Push(new(kind, parameters));

    /// <summary>Ends such a body.</summary>
    public void Leave()
    {
        var scope = _scopes.Pop();
        if (scope is { Kind: ScopeKind.AsyncFunction, Yields: > 0, Return: >= 0 })
        {
            Report(SemanticStage.Names, scope.Return, "'return' with value in async generator");
        }
    }

    /// <summary>Notes a name that is read or bound.</summary>
    public void AddUse(int index)
    {
        if (Current.Comprehensions == 0)
        {
            Current.Uses.Add(index);
        }
    }

    /// <summary>Notes an assignment within an expression.</summary>
    public void AddAssignment() => Assignments++;

    /// <summary>Notes a <c>yield</c>.</summary>
    public void AddYield(int index, bool isFrom)
    {
        Current.Yields++;
        if (Current.Comprehensions > 0)
        {
            Report(SemanticStage.Names, index, "'yield' inside a comprehension");
        }
        else if (Current.Kind is ScopeKind.Module or ScopeKind.Class)
        {
            Report(SemanticStage.Code, index, "'yield' outside function");
        }
        else if (isFrom && Current.Kind == ScopeKind.AsyncFunction)
        {
            Report(SemanticStage.Code, index, "'yield from' inside async function");
        }
    }

    /// <summary>Notes an <c>await</c>.</summary>
    public void AddAwait(int index) => RequireAsync(index, "'await'");

    /// <summary>Notes an <c>async for</c> or <c>async with</c> statement.</summary>
    public void AddAsyncStatement(int index, string statement) => RequireAsync(index, $"'{statement}'");

    /// <summary>Notes an <c>async for</c> of a comprehension.</summary>
    public void AddAsyncClause(int index, bool isGenerator)
    {
        if (!isGenerator && Current.Kind != ScopeKind.AsyncFunction && Current.Comprehensions == 1)
        {
            _findings.Add(new(SemanticStage.Code, cursor.FaultAt(index, "asynchronous comprehension outside of an asynchronous function"), IsAsync: true));
        }
    }

    /// <summary>Notes a <c>return</c>.</summary>
    public void AddReturn(int index, bool hasValue)
    {
        if (Current.Kind is ScopeKind.Module or ScopeKind.Class)
        {
            Report(SemanticStage.Code, index, "'return' outside function");
        }
        else if (Flow.IsInExceptStar)
        {
            Report(SemanticStage.Code, index, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
        }

        Current.Return = hasValue && Current.Return < 0 ? index : Current.Return;
    }

    /// <summary>Notes a <c>break</c> or <c>continue</c>.</summary>
    public void AddJump(int index, bool isBreak)
    {
        if (Flow.IsLoopBehindExceptStar)
        {
            Report(SemanticStage.Code, index, "'break', 'continue' and 'return' cannot appear in an 'except*' block");
        }
        else if (!Flow.IsInLoop)
        {
            Report(SemanticStage.Code, index, isBreak ? "'break' outside loop" : "'continue' not properly in loop");
        }
    }

    /// <summary>Notes a <c>global</c> or <c>nonlocal</c> for a name.</summary>
    public void AddDeclaration(int index, bool isGlobal)
    {
        var (scope, name, word) = (Current, cursor.TextOf(index), isGlobal ? "global" : "nonlocal");
        if (!isGlobal && scope.Kind == ScopeKind.Module)
        {
            Report(SemanticStage.Names, index, "nonlocal declaration not allowed at module level");
        }
        else if (scope.Parameters?.Contains(name) == true)
        {
            Report(SemanticStage.Names, index, $"name '{name}' is parameter and {word}");
        }
        else if (scope.HasUsed(name, cursor))
        {
            Report(SemanticStage.Names, index, $"name '{name}' is used prior to {word} declaration");
        }
    }

    /// <summary>Notes an <c>import *</c>.</summary>
    public void AddStarImport(int index)
    {
        if (Current.Kind != ScopeKind.Module)
        {
            Report(SemanticStage.Names, index, "import * only allowed at module level");
        }
    }

    /// <summary>What was noted up to here.</summary>
    public ScopeMark Mark() => new(_findings.Count, Current.Uses.Count, Current.Yields);

    /// <summary>Forgets which names were used since a mark: it is not certain that they are those of this scope.</summary>
    public void ForgetUses(ScopeMark mark) => Current.Uses.RemoveRange(mark.Uses, Current.Uses.Count - mark.Uses);

    /// <summary>Begins with the clauses of a comprehension, whose item was read before it was known to be one.</summary>
    public void EnterComprehension(ScopeMark mark, bool isGenerator)
    {
        if (Current.Yields > mark.Yields)
        {
            Report(SemanticStage.Names, cursor.Index, "'yield' inside a comprehension");
        }

        if (isGenerator)
        {
            // A generator that awaits is an asynchronous one, which may be made anywhere.
            for (var i = _findings.Count - 1; i >= mark.Findings; i--)
            {
                if (_findings[i].IsAsync)
                {
                    _findings.RemoveAt(i);
                }
            }
        }

        Current.Comprehensions++;
    }

    /// <summary>Ends the clauses.</summary>
    public void LeaveComprehension(ScopeMark mark)
    {
        Current.Comprehensions--;
        ForgetUses(mark);
    }

    /// <summary>Begins with what a clause goes through; the first is evaluated outside.</summary>
    public void BeginIterable(bool isFirst) => Current.Comprehensions -= isFirst ? 1 : 0;

    /// <summary>Ends it.</summary>
    public void EndIterable(bool isFirst) => Current.Comprehensions += isFirst ? 1 : 0;

    private void RequireAsync(int index, string what)
    {
        if (Current.Kind != ScopeKind.AsyncFunction && Current.Comprehensions == 0)
        {
            var place = Current.Kind is ScopeKind.Function or ScopeKind.Lambda ? "async function" : "function";
            _findings.Add(new(SemanticStage.Code, cursor.FaultAt(index, $"{what} outside {place}"), IsAsync: true));
        }
    }

    private sealed class Finding(SemanticStage stage, SyntaxFault fault, bool IsAsync)
    {
        public SemanticStage Stage => stage;

        public SyntaxFault Fault => fault;

        public bool IsAsync { get; } = IsAsync;
    }

    private sealed class Scope(ScopeKind kind, IReadOnlyCollection<string>? parameters)
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);
        private int _counted;

        public ScopeKind Kind => kind;

        public IReadOnlyCollection<string>? Parameters => parameters;

        public List<int> Uses { get; } = [];

        public Flow Flow { get; set; }

        public int Comprehensions { get; set; }

        public int Yields { get; set; }

        public int Return { get; set; } = -1;

        public bool HasUsed(string name, TokenCursor cursor)
        {
            for (; _counted < Uses.Count; _counted++)
            {
                _known.Add(cursor.TextOf(Uses[_counted]));
            }

            return _known.Contains(name);
        }
    }
}

/// <summary>What a body belongs to.</summary>
internal enum ScopeKind
{
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
}

/// <summary>The stages of Python's compiler behind its parser, in their order.</summary>
internal enum SemanticStage
{
    Future,
    Names,
    Code,
}

/// <summary>What was noted up to a place.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScopeMark(int Findings, int Uses, int Yields);

/// <summary>What <c>break</c>, <c>continue</c> and <c>return</c> may leave.</summary>
/// <param name="IsInLoop">Whether there is a loop.</param>
/// <param name="IsLoopBehindExceptStar">Whether an <c>except*</c> block is inside the innermost loop.</param>
/// <param name="IsInExceptStar">Whether there is an <c>except*</c> block.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Flow(bool IsInLoop, bool IsLoopBehindExceptStar, bool IsInExceptStar);
