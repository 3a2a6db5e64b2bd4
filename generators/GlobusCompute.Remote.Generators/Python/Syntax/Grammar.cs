namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>The parsers of one text, which call each other. They follow the union of the grammars of Python 3.9 to 3.14.</summary>
internal sealed class Grammar
{
    public Grammar(TokenizedText source, CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        Cursor = new(source);
        Scopes = new(Cursor);
        Expressions = new(this);
        Atoms = new(this);
        Displays = new(this);
        Comprehensions = new(this);
        Calls = new(this);
        Strings = new(this);
        Parameters = new(this);
        Targets = new(this);
        Assignments = new(this);
        Imports = new(this);
        Statements = new(this);
        Blocks = new(this);
        Definitions = new(this);
        Handlers = new(this);
        Matches = new(this);
        Patterns = new(this);
    }

    public CancellationToken CancellationToken { get; }

    public TokenCursor Cursor { get; }

    public Scopes Scopes { get; }

    public ExpressionParser Expressions { get; }

    public AtomParser Atoms { get; }

    public DisplayParser Displays { get; }

    public ComprehensionParser Comprehensions { get; }

    public CallParser Calls { get; }

    public StringParser Strings { get; }

    public ParameterParser Parameters { get; }

    public TargetParser Targets { get; }

    public AssignmentParser Assignments { get; }

    public ImportParser Imports { get; }

    public StatementParser Statements { get; }

    public BlockParser Blocks { get; }

    public DefinitionParser Definitions { get; }

    public HandlerParser Handlers { get; }

    public MatchParser Matches { get; }

    public PatternParser Patterns { get; }
}
