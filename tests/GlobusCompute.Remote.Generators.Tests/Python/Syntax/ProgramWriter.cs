using System.Text;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Makes up valid programs that a version of Python accepts, from a seed.</summary>
internal sealed class ProgramWriter
{
    private readonly Random _random;
    private readonly Version _version;
    private readonly ExpressionWriter _expressions;
    private readonly StringBuilder _text = new();
    private readonly string _indentation;
    private int _level;

    private ProgramWriter(int seed, Version version)
    {
        _random = new(seed);
        _version = version;
        _expressions = new(_random, version);
        _indentation = _expressions.Pick("    ", "  ", "\t", " ", "        ");
    }

    /// <summary>A program.</summary>
    public static string Write(int seed, Version version)
    {
        var writer = new ProgramWriter(seed, version);
        writer.WriteProgram();
        return writer._text.ToString();
    }

    private void WriteProgram()
    {
        if (_expressions.Chance(20))
        {
            Line("\"\"\"doc\"\"\"");
            Line("from __future__ import annotations");
        }

        var count = _random.Next(1, 7);
        for (var i = 0; i < count; i++)
        {
            Statement(default);
        }

        if (_expressions.Chance(10))
        {
            _text.Length--;
        }
    }

    private void Statement(Surroundings around)
    {
        if (_expressions.Chance(8))
        {
            _text.Append(_expressions.Pick("\n", "# comment\n", "   # odd comment\n", " \t\n", "\f\n"));
        }

        if (_level > 3 || _expressions.Chance(55))
        {
            var line = Simple(around);
            while (_expressions.Chance(10))
            {
                line += "; " + Simple(around);
            }

            Line(line + _expressions.Pick("", "", "", ";", "  # comment"));
            return;
        }

        Compound(around with { Depth = 2 });
    }

    private string Simple(Surroundings around)
    {
        var e = _expressions;
        var depth = around with { Depth = 1 };
        return _random.Next(18) switch
        {
            0 => "pass",
            1 => $"{e.Target(depth)} = {e.Expression(depth)}",
            2 => $"{e.Target(depth)} = {e.Target(depth)} = {e.Expression(depth)}, *{e.Atom(depth)}",
            3 => $"{e.Name()}{e.Pick("", ".a", "[0]")} {e.Pick("+=", "-=", "*=", "//=", "**=", ">>=", "@=", "|=")} {e.Expression(depth)}",
            4 => $"{e.Pick("a: int", "(a): int", "a.b: str", "a[0]: 'x'")}{e.Pick("", " = 1", " = 1, 2")}",
            5 => $"assert {e.Expression(depth)}{e.Pick("", ", 'text'")}",
            6 => $"del {e.Pick("a", "a, b", "(a, b)", "a.b, c[0]", "[a], (b)", "(),")}",
            7 => $"import {e.Pick("a", "a.b as c, d", "a, b.c")}",
            8 => $"from {e.Pick(".", "..", "...a", "a.b", ". a")} import {e.Pick("a", "a as b, c", "(a, b,)", "(\n a\n)")}",
            9 => e.Pick("raise", "raise a", "raise a from None"),
            10 when around.InFunction => around.IsAsync ? "return" : $"return{e.Pick("", " " + e.Expression(depth), " 1, *a")}",
            11 when around.InLoop => e.Pick("break", "continue"),
            12 when around is { InFunction: true, InClass: false } => $"global {e.Fresh()}, {e.Fresh()}",
            13 when around is { InFunction: true, IsAsync: false } => $"{e.Name()} = yield {e.Expression(depth)}",
            14 when _version >= new Version(3, 12) => $"type {e.Fresh()}{TypeParameters()} = {e.Pick("int", "list[a]", "a | b")}",
            15 => $"{e.Name()} = 1 + \\\n  2",
            _ => e.Expression(depth),
        };
    }

    private void Compound(Surroundings around)
    {
        var e = _expressions;
        switch (_random.Next(11))
        {
            case 0:
                Block($"if {Condition(around)}:", around);
                Repeat(30, () => Block($"elif {Condition(around)}:", around));
                Maybe(40, "else:", around);
                break;
            case 1:
                Block($"while {Condition(around)}:", around with { InLoop = true });
                Maybe(20, "else:", around);
                break;
            case 2:
                Block($"{Async(around)}for {e.Pick("a", "a, b", "a, *b", "(a, b), [c]", "a.b", "a[0]", "a,")} in {e.Pick("*a, b", "a, b", e.Expression(around))}:", around with { InLoop = true });
                Maybe(20, "else:", around);
                break;
            case 3:
                Block(
                    $"{Async(around)}with {e.Pick("a", "a as b", "a as (b, c), d as e.f", "(a, b)", "(a, b) as c", "(a as b)", "(a as b, c as d,)", "(\n  a as b,\n c)", $"{e.Atom(around)} as a", "(a) as b, (c)")}:",
                    around);
                break;
            case 4:
                Try(around);
                break;
            case 5 or 6:
                Function(around);
                break;
            case 7:
                Decorators(around);
                Block(
                    $"class {e.Fresh()}{TypeParameters()}{e.Pick("", "()", "(a, b)", "(a, metaclass=b, **c)", "(*a)")}:",
                    new(InFunction: false, IsAsync: false, InLoop: false, InClass: true, InComprehension: false, Depth: 2));
                break;
            case 8 when _version >= new Version(3, 10):
                Match(around);
                break;
            default:
                Line($"if {Condition(around)}: {Simple(around)}");
                break;
        }
    }

    private void Try(Surroundings around)
    {
        var e = _expressions;
        Block("try:", around);
        if (_version >= new Version(3, 11) && e.Chance(20))
        {
            Block($"except* {e.Pick("a", "a as b", "(a, b)")}:", around with { InLoop = false, InFunction = false, IsAsync = false });
        }
        else if (e.Chance(80))
        {
            Block($"except {e.Pick("a", "a.b as c", "(a, b) as c", e.Atom(around), _version >= new Version(3, 14) ? "a, b" : "a")}:", around);
            Maybe(30, "except:", around);
            Maybe(30, "else:", around);
        }
        else
        {
            Block("finally:", around);
            return;
        }

        Maybe(30, "finally:", around);
    }

    private void Function(Surroundings around)
    {
        var e = _expressions;
        Decorators(around);
        var isAsync = e.Chance(25);
        string Annotation() => e.Pick("", "", ": int", ": 'a'", ": list[a]");
        string Default() => " = " + e.Operands(around with { Depth = 3, InComprehension = true });
        var parameters = _random.Next(7) switch
        {
            0 => "",
            1 => $"a{Annotation()}, b{Annotation()}{Default()}",
            2 => $"a, /, b, *, c{Annotation()}{Default()}, d",
            3 => $"self, *args{Annotation()}, **kwargs{Annotation()},",
            4 => $"a{Default()}, *, b",
            5 when _version >= new Version(3, 11) => "*args: *a",
            _ => "\n  a, # comment\n  b=1,\n",
        };
        Block(
            $"{(isAsync ? "async " : "")}def {e.Fresh()}{TypeParameters()}({parameters}){e.Pick("", "", " -> int", " -> 'a'", " -> a[b]")}:",
            new(InFunction: true, isAsync, InLoop: false, InClass: false, InComprehension: false, Depth: 2));
    }

    private void Match(Surroundings around)
    {
        var e = _expressions;
        Line($"match {e.Pick(e.Expression(around), "a, b", "*a, b", "(a)", "[a]", "-a", "match", "{1: 2}")}:");
        _level++;
        Repeat(70, () => Block(
            $"case {e.Pick("1", "-1 | 2.5 | 1 + 2j", "'a' 'b' | None", "a.b", "A()", "A(1, b=2)", "[x, *_]", "(x, y)", "x, y", "*x, 1", "{'a': x, **rest}", "{}", "[]", "(1 | 2) as n", "[[x], {1: y}]", "x,")}{e.Pick("", " if a", " if (b := 1)")}:",
            around));
        Block($"case {e.Pick("_", "x", "1", "(x)", "A(x) as y")}:", around);
        _level--;
    }

    private void Decorators(Surroundings around) => Repeat(15, () => Line("@" + _expressions.Pick("a", "a.b(c)", "a[0]", _expressions.Expression(around with { Depth = 3 }))));

    private string Condition(Surroundings around) => around.InClass || !_expressions.Chance(15) ? _expressions.Expression(around) : $"{_expressions.Fresh()} := {_expressions.Expression(around)}";

    private string Async(Surroundings around) => around.IsAsync && _expressions.Chance(30) ? "async " : "";

    private string TypeParameters() => _version >= new Version(3, 12) && _expressions.Chance(20)
        ? _expressions.Pick("[T]", "[T: int, *Ts, **P]", "[T: (int, str),]", _version >= new Version(3, 13) ? "[T = int, *Ts = *a]" : "[*Ts]")
        : "";

    private void Maybe(int percent, string head, Surroundings around)
    {
        if (_expressions.Chance(percent))
        {
            Block(head, around);
        }
    }

    private void Repeat(int percent, Action action)
    {
        for (var i = 0; i < 3 && _expressions.Chance(percent); i++)
        {
            action();
        }
    }

    private void Block(string head, Surroundings around)
    {
        if (_expressions.Chance(15))
        {
            Line($"{head} {Simple(around)}");
            return;
        }

        Line(head);
        _level++;
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            Statement(around);
        }

        _level--;
    }

    private void Line(string text)
    {
        for (var i = 0; i < _level; i++)
        {
            _text.Append(_indentation);
        }

        _text.Append(text).Append('\n');
    }
}
