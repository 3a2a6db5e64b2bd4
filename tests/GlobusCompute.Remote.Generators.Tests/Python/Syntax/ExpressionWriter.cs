namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>What is allowed around an expression or statement.</summary>
internal readonly record struct Surroundings(bool InFunction, bool IsAsync, bool InLoop, bool InClass, bool InComprehension, int Depth)
{
    /// <summary>One level deeper.</summary>
    public Surroundings Deeper => this with { Depth = Depth + 1 };
}

/// <summary>Makes up valid expressions, from a seed.</summary>
internal sealed class ExpressionWriter(Random random, Version version)
{
    private static readonly string[] s_names = ["a", "b", "foo", "match", "case", "type", "_", "print", "é", "x1", "self"];
    private static readonly string[] s_operators = ["+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "|", "^"];
    private static readonly string[] s_comparisons = ["<", ">", "<=", ">=", "==", "!=", "in", "not in", "is", "is not"];

    private static readonly string[] s_literals =
    [
        "0", "1_000", "0xFF", "0b1", "0o17", "1.5", ".5", "1.", "1e5", "2J", "'s'", "\"s\"", "'''a\nb'''", "r'\\d'", "b'x'", "rb'\\x'", "u'x'", "'a' \"b\"", "'\\x41\\u0041\\N{BULLET}\\\\'", "None",
        "True", "False", "...", "''", "()", "[]", "{}", "f'{a}'", "f\"{a!r:>{b}}{{}}\"", "f'{a=}' 'b'", "f'''{\na + b\n}'''", "rf'\\{a}'", "'\\\n'",
    ];

    private static readonly string[] s_later = ["f'{a['b']}'", "f\"{f\"{a}\"}\"", "f'{'\\n'.join(a)}'", "f'{\na # b\n}'"];

    private int _names;

    /// <summary>A name that no other part of the program has.</summary>
    public string Fresh() => $"n{_names++}";

    /// <summary>A name of few, or one after another.</summary>
    public string Name() => Pick(s_names);

    /// <summary>One of several.</summary>
    public string Pick(params string[] all) => all[random.Next(all.Length)];

    /// <summary>Whether to do what is done that often of a hundred times.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>An expression that needs no parentheses around it.</summary>
    public string Atom(Surroundings around)
    {
        if (around.Depth > 4 || Chance(45))
        {
            return Chance(60) ? Name() : version >= new Version(3, 12) && Chance(20) ? Pick(s_later) : Pick(s_literals);
        }

        var inner = around.Deeper;
        return random.Next(12) switch
        {
            0 => $"({Expression(inner)})",
            1 => $"({Items(inner, stars: true)},)",
            2 => $"[{Items(inner, stars: true)}{Pick("", ",", "\n")}]",
            3 => $"{{{Items(inner, stars: true)}}}",
            4 => $"{{{Expression(inner)}: {Expression(inner)}, **{Atom(inner)}{Pick("", ",")}}}",
            5 => $"[{Comprehension(inner)}]",
            6 => $"({Comprehension(inner)})",
            7 => $"{{{Operands(inner with { InComprehension = true })}: {Comprehension(inner)}}}",
            8 => $"{Name()}{Trailer(inner)}",
            9 => $"({Expression(inner)}){Trailer(inner)}{Trailer(inner)}",
            10 when around is { InComprehension: false, InClass: false } => $"({Fresh()} := {Expression(inner)})",
            11 when around is { InFunction: true, IsAsync: false, InComprehension: false } => Pick("(yield)", $"(yield {Expression(inner)})", $"(yield from {Expression(inner)})"),
            _ => $"(\n    {Expression(inner)} # ( comment\n)",
        };
    }

    /// <summary>Operands with operators between them.</summary>
    public string Operands(Surroundings around)
    {
        var inner = around.Deeper;
        return around.Depth > 4 ? Atom(around) : random.Next(9) switch
        {
            0 => $"{Primary(inner)} {Pick(s_operators)} {Primary(inner)}",
            1 => $"{Pick("-", "+", "~", "not ", "not not ", "- -")}{Primary(inner)}",
            2 => $"{Primary(inner)} {Pick(s_comparisons)} {Primary(inner)}",
            3 => $"{Operands(inner)} {Pick("and", "or")} {Operands(inner)}",
            4 => $"{Primary(inner)} < {Primary(inner)} {Pick(s_comparisons)} {Primary(inner)}",
            _ => Primary(around),
        };
    }

    /// <summary>An expression.</summary>
    public string Expression(Surroundings around)
    {
        var inner = around.Deeper;
        return around.Depth > 4 ? Atom(around) : random.Next(12) switch
        {
            0 => $"{Operands(inner)} if {Operands(inner)} else {Expression(inner)}",
            1 => $"lambda{Pick("", " a", " a, /, b=1, *c, d, e=2, **f", " *, k", " *a, **k", " a=1, *_,")}: {Expression(new(InFunction: true, IsAsync: false, InLoop: false, InClass: false, around.InComprehension, inner.Depth))}",
            _ => Operands(around),
        };
    }

    /// <summary>Something that can be assigned to.</summary>
    public string Target(Surroundings around, bool nested = false) => random.Next(nested ? 4 : 6) switch
    {
        0 => $"{Name()}.{Name()}",
        1 => $"{Name()}[{Slices(around.Deeper)}]",
        2 when around.Depth < 3 => $"({Target(around.Deeper, nested: true)}, *{Name()})",
        3 when around.Depth < 3 => $"[{Target(around.Deeper, nested: true)}, {Name()}]",
        4 => $"{Name()}, *{Name()}",
        _ => Name(),
    };

    private string Primary(Surroundings around) =>
        around is { IsAsync: true, InComprehension: false } && Chance(15) ? $"await {Name()}{Trailer(around.Deeper)}" : Atom(around);

    private string Comprehension(Surroundings around)
    {
        var inside = around with { InComprehension = true };
        var isAsync = around is { IsAsync: true, InComprehension: false } && Chance(20);
        return $"{Operands(inside)} {(isAsync ? "async " : "")}for {Pick("a", "a, b", "a, *b", "(a, b), c", "a.b", "a[0]")} in {Operands(inside)}"
            + (Chance(30) ? $" if {Operands(inside)}" : "")
            + (Chance(20) ? $" for c in {Operands(inside)}" : "");
    }

    private string Trailer(Surroundings around) => random.Next(4) switch
    {
        0 => "." + Name(),
        1 => $"[{Slices(around)}]",
        2 => $"({Arguments(around)})",
        _ => "",
    };

    private string Slices(Surroundings around) => random.Next(5) switch
    {
        0 => $"{Operands(around)}:{Operands(around)}:{Pick("", "2")}",
        1 => Pick(":", "::", "1:", ":2", "..., 0", ":, None"),
        2 when version >= new Version(3, 11) => $"*{Name()}, 1",
        _ => Expression(around),
    };

    /// <summary>Arguments of a call.</summary>
    public string Arguments(Surroundings around) => around.Depth > 4 ? "" : random.Next(7) switch
    {
        0 => "",
        1 => Comprehension(around),
        2 => $"{Expression(around)}, *{Atom(around)}, {Fresh()}={Expression(around)}, **{Atom(around)}",
        3 => $"*{Atom(around)}, {Expression(around)}",
        4 => $"{Fresh()}={Expression(around)}, {Pick("type", "match")}={Expression(around)},",
        5 => $"**{Atom(around)}, {Fresh()}={Expression(around)}",
        _ => Items(around, stars: false),
    };

    private string Items(Surroundings around, bool stars) =>
        string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => stars && Chance(15) ? "*" + Atom(around) : Expression(around)));
}
