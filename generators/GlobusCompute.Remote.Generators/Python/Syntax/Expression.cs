using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.Generators.Python.Syntax;

/// <summary>Kinds of expressions, as far as they may stand in different places.</summary>
internal enum ExpressionKind
{
    Name,
    Attribute,
    Subscript,
    Tuple,
    List,
    Starred,
    Call,
    Literal,
    FormatString,
    Singleton,
    Ellipsis,
    Dict,
    Set,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Generator,
    Lambda,
    Conditional,
    Operation,
    Comparison,
    Await,
    Yield,
    Named,
}

/// <summary>An expression that was read.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">Its first token.</param>
/// <param name="Invalid">The first token of the part that keeps it from being assigned to, or -1.</param>
/// <param name="InvalidKind">That part's kind.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Expression(ExpressionKind Kind, int Start, int Invalid, ExpressionKind InvalidKind)
{
    /// <summary>Whether parentheses enclose it, other than those of a tuple.</summary>
    public bool IsParenthesized { get; init; }

    /// <summary>How many of its own items are starred.</summary>
    public int Stars { get; init; }

    /// <summary>Whether it has starred items at any depth.</summary>
    public bool HasStars { get; init; }

    /// <summary>An expression of a kind.</summary>
    public static Expression Of(ExpressionKind kind, int start) =>
        new(kind, start, kind is ExpressionKind.Name or ExpressionKind.Attribute or ExpressionKind.Subscript or ExpressionKind.Tuple or ExpressionKind.List ? -1 : start, kind);

    /// <summary>The same tuple or list with one more item; a starred expression of an inner one.</summary>
    public Expression With(Expression item) => this with
    {
        Invalid = Invalid >= 0 ? Invalid : item.Invalid,
        InvalidKind = Invalid >= 0 ? InvalidKind : item.InvalidKind,
        Stars = Stars + (item.Kind == ExpressionKind.Starred ? 1 : 0),
        HasStars = HasStars || item.HasStars,
    };

    /// <summary>A starred expression.</summary>
    public static Expression Star(int start, Expression inner) => new(ExpressionKind.Starred, start, inner.Invalid, inner.InvalidKind) { HasStars = true };

    /// <summary>A kind in the words of messages.</summary>
    public static string Describe(ExpressionKind kind) => kind switch
    {
        ExpressionKind.Call => "function call",
        ExpressionKind.FormatString => "f-string expression",
        ExpressionKind.Singleton => "a keyword",
        ExpressionKind.Dict => "dict literal",
        ExpressionKind.Set => "set display",
        ExpressionKind.ListComprehension => "list comprehension",
        ExpressionKind.SetComprehension => "set comprehension",
        ExpressionKind.DictComprehension => "dict comprehension",
        ExpressionKind.Generator => "generator expression",
        ExpressionKind.Conditional => "conditional expression",
        ExpressionKind.Operation => "expression",
        ExpressionKind.Await => "await expression",
        ExpressionKind.Yield => "yield expression",
        ExpressionKind.Named => "named expression",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
