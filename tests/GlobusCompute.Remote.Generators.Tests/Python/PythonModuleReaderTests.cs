using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

public sealed class PythonModuleReaderTests
{
    public static TheoryData<string, string> TopLevelFunctions => new()
    {
        // Plain forms.
        { "", "" },
        { "\n\n", "" },
        { "x = 1", "" },
        { "def f(): pass", "f" },
        { "def f(): pass\n", "f" },
        { "def f():\n    pass\ndef g():\n    pass", "f g" },
        { "async def f(): pass", "f" },
        { "async  \t def f(): pass", "f" },
        { "def\tf ( ) : pass", "f" },
        { "def f(): pass\ndef f(): pass", "f f" },
        { "def _private(): pass", "_private" },
        { "def größe(): pass", "größe" },
        { "def f[T](x: T) -> T: return x", "f" },
        { "def match(): pass\ndef case(): pass\ndef type(): pass", "match case type" },

        // Not at top level.
        { "class A:\n    def f(self): pass", "" },
        { "def f():\n    def inner(): pass\n    return inner", "f" },
        { "if True:\n    def f(): pass\n", "" },
        { "try:\n    pass\nexcept:\n    def f(): pass\ndef g(): pass", "g" },
        { "if True:\n    if True:\n        def f(): pass\n  # odd comment\ndef g(): pass", "g" },
        { "class A:\n\tdef f(self): pass\n\ndef g(): pass", "g" },
        { "class A: pass\ndef g(): pass", "g" },
        { "class A:\n  class B:\n    def f(self): pass\n  def h(self): pass\ndef g(): pass", "g" },
        { "with open('x') as f:\n    def f(): pass", "" },
        { "for i in x:\n  def f(): pass\nelse:\n  def g(): pass", "" },

        // Decorators.
        { "@decorator\ndef f(): pass", "f" },
        { "@decorator(lambda x: x, 'def g(): pass')\n@other\n# comment\n\ndef f(): pass", "f" },
        { "@decorator(\n    a,\n    b,\n)\nasync def f(): pass", "f" },
        { "@x.y[0](1)\ndef f(): pass", "f" },

        // Comments.
        { "# def g(): pass\ndef f(): pass", "f" },
        { "def f(): # def g(): pass\n    pass", "f" },
        { "x = 1 # (\ndef f(): pass", "f" },
        { "x = 1 # '''\ndef f(): pass", "f" },
        { "x = 1 # \\\ndef f(): pass", "f" },
        { "def f(\n    a, # )\n    b,\n): pass\ndef g(): pass", "f g" },

        // Strings.
        { "x = 'def g(): pass'\ndef f(): pass", "f" },
        { "\"\"\"\ndef g(): pass\n\"\"\"\ndef f(): pass", "f" },
        { "'''\ndef g(): pass\n'''\ndef f(): pass", "f" },
        { "x = '''a\\'''b\ndef g(): pass\n'''\ndef f(): pass", "f" },
        { "x = \"\"\"a\"b\"\"c\ndef g(): pass\"\"\"\ndef f(): pass", "f" },
        { "x = 'a\\\ndef g(): pass'\ndef f(): pass", "f" },
        { "x = r'\\'\ndef g(): pass'\ndef f(): pass", "g f" },
        { "x = r'''\\'''\ndef g(): pass\n'''\ndef f(): pass", "f" },
        { "x = rb'''\ndef g(): pass\n'''\ndef f(): pass", "f" },
        { "x = Rb\"(\"\ndef f(): pass", "f" },
        { "x = u'('; y = B'['\ndef f(): pass", "f" },
        { "x = ''\ny = \"\"\ndef f(): pass", "f" },
        { "x = '\\\\'\ndef f(): pass", "f" },
        { "x = 'a' 'b' \"(\"\ndef f(): pass", "f" },
        { "def f():\n    '''Doc\ndef g(): pass\n    '''\ndef h(): pass", "f h" },
        { "br = 1\nrb = br\nxf'(' \ndef f(): pass", "f" },

        // f-strings, by the rules before and from Python 3.12.
        { "x = f'{a}('\ndef f(): pass", "f" },
        { "x = f'{{('\ndef f(): pass", "f" },
        { "x = f'{a[\"k\"]}'\ndef f(): pass", "f" },
        { "x = f'{a['k']}'\ndef f(): pass", "f" },
        { "x = f\"{f\"{f\"{1}\"}\"}\"\ndef f(): pass", "f" },
        { "x = f'{a!r:>{width}}'\ndef f(): pass", "f" },
        { "x = f'{a:%H\"%M}'\ndef f(): pass", "f" },
        { "x = f'''{\ndef_\n}\ndef g(): pass\n'''\ndef f(): pass", "f" },
        { "x = f'\\N{LEFT PARENTHESIS}'\ndef f(): pass", "f" },
        { "x = rf'\\{a}\\d'\ndef f(): pass", "f" },
        { "x = F'{ {1: 2}[1] }' + fR'{(lambda: 1)()}'\ndef f(): pass", "f" },
        { "x = f'{a'\ndef f(): pass", "f" },
        { "x = f'{a[\"}\"]}'\ndef f(): pass", "f" },
        { "x = f'{x:=5}'\ndef f(): pass", "f" },
        { "x = t'{a}('\ndef f(): pass", "f" },

        // Brackets and line joins.
        { "x = (\ndef_ := 1\n)\ndef f(): pass", "f" },
        { "x = [\n  1,\n\n  # )\n  2]\ndef f(): pass", "f" },
        { "def f(\na\n,\nb\n)\\\n:\n  pass\ndef g(): pass", "f g" },
        { "def \\\n  f(): pass", "f" },
        { "async \\\ndef f(): pass", "f" },
        { "x = 1 + \\\n  2\ndef f(): pass", "f" },
        { "x = 1 + \\\ndef_\ndef f(): pass", "f" },
        { "\\\ndef f(): pass", "f" },
        { "if x:\n    \\\n  def f(): pass\ndef g(): pass", "g" },
        { "x = {'a': [(1, 2)]}\ndef f(): pass", "f" },

        // White space.
        { "\f\ndef f(): pass", "f" },
        { "   \f def_ = 1\ndef f(): pass", "f" },
        { "if x:\n\tpass\n        \ndef f(): pass", "f" },
        { "if x:\n  y\n\n\n  z\n\n \ndef f(): pass", "f" },
        { "if x:\n        a\n\tdef f(): pass\ndef g(): pass", "g" },

        // Names that only look alike.
        { "definition = 1\nundef = 2\ndefault(3)", "" },
        { "x.def_ = 1", "" },
        { "lambda: (yield)\ndef f(): pass", "f" },
        { "1if x else 2\n0x_fe-1\n1e-5\ndef f(): pass", "f" },
        { "match x:\n  case 1:\n    def f(): pass\ndef g(): pass", "g" },
        { "class A: x = 1; y = 2\ndef g(): pass", "g" },
        { "x: int = 3; y = 2\ndef g(): pass", "g" },

        // What Python refuses still has an answer.
        { "def", "" },
        { "def (): pass", "" },
        { "def f", "f" },
        { "x = (\ndef f(): pass", "" },
        { "x = )\ndef f(): pass", "f" },
        { "x = 'abc\ndef f(): pass", "f" },
        { "x = '''abc\ndef f(): pass", "" },
        { "\\", "" },
        { "\0\u0001$?\ndef f(): pass", "f" },
        { "async", "" },
    };

    [Theory]
    [MemberData(nameof(TopLevelFunctions))]
    public void Top_level_functions_are_found_in_order(string text, string names) =>
        Assert.Equal(names, string.Join(' ', PythonModuleReader.Read(text).Functions.Select(function => function.Name)));

    [Fact]
    public void A_function_knows_its_line_and_whether_it_is_async() =>
        Assert.Equal(
            [("f", 5, false), ("g", 8, true)],
            PythonModuleReader.Read("'''\n\n'''\n@a\ndef f(\n  x\n): pass\nasync def g(): pass").Functions
                .Select(function => (function.Name, function.Line, function.IsAsync)));

    [Theory]
    [InlineData("f = functools.partial(g, 1)", "f")]
    [InlineData("a = f = g", "f")]
    [InlineData("f, h = g()", "f")]
    [InlineData("(f, h) = g()", "f")]
    [InlineData("f: Callable = g", "f")]
    [InlineData("if (f := g()): pass", "f")]
    [InlineData("class f: pass", "f")]
    [InlineData("import f", "f")]
    [InlineData("import a.b as f, c", "f")]
    [InlineData("from a import f", "f")]
    [InlineData("from a import (\n  b as f, # comment\n  c)", "f")]
    [InlineData("from a import *", "f")]
    [InlineData("globals()['f'] = g", "f")]
    [InlineData("exec('def f(): pass')", "f")]
    [InlineData("try:\n    from a import f\nexcept ImportError:\n    def f(): pass", "f")]
    [InlineData("if sys.version_info > (3, 9):\n  async def f(): pass", "f")]
    [InlineData("for f in g: pass", "f")]
    [InlineData("with a() as f: pass", "f")]
    [InlineData("x = 1; f = 2", "f")]
    public void A_name_that_may_be_bound_otherwise_is_not_called_unknown(string text, string name) =>
        Assert.True(PythonModuleReader.Read(text).MayHave(name));

    [Theory]
    [InlineData("def g(): pass")]
    [InlineData("def g():\n    f = 1\n    def f(): pass")]
    [InlineData("class A:\n    f = 1\n    def f(self): pass")]
    [InlineData("f(1)")]
    [InlineData("'''f = 1'''")]
    [InlineData("# f = 1")]
    [InlineData("def g():\n    from x import *\n    globals()")]
    [InlineData("g(f == 1)")]
    public void A_name_that_is_bound_nowhere_is_unknown(string text) => Assert.False(PythonModuleReader.Read(text).MayHave("f"));

    [Theory]
    [InlineData("def f(): pass", "f")]
    [InlineData("def f(): pass\ndef f(): pass", "f")]
    [InlineData("def f(): pass\ndef g(): pass", null)]
    [InlineData("x = 1", null)]
    [InlineData("def f(): pass\nif x:\n  def g(): pass", "f")]
    public void Only_a_single_top_level_name_is_the_default(string text, string? name) =>
        Assert.Equal(name, PythonModuleReader.Read(text).OnlyFunction);

    [Theory]
    [InlineData("f'{")]
    [InlineData("f'{f\"")]
    [InlineData("(")]
    [InlineData("f'\\N{")]
    [InlineData("'''")]
    [InlineData("\\\n")]
    [InlineData("f'{x:{")]
    [InlineData("def f(\n")]
    [InlineData("def f(a: list[")]
    [InlineData("def f(a=lambda ")]
    [InlineData("def f(a: 'List[\"x\"]'): pass\n")]
    [InlineData("def f(): 'a' 'b'\n")]
    [InlineData("'a' ")]
    [InlineData("@a(\n")]
    [InlineData("@a\n")]
    [InlineData("class A(B):\n x: int\n")]
    [InlineData("@dataclass\nclass A(A):\n x: int\n")]
    [InlineData(" x: int;")]
    [InlineData("a = ")]
    [InlineData("a := ")]
    [InlineData("import a, ")]
    [InlineData("from .")]
    [InlineData("from typing import *\ndef f(a: X): pass\n")]
    [InlineData("if x:\n def f(a): pass\n")]
    [InlineData("lambda: yield ")]
    [InlineData("with a as b, ")]
    [InlineData("Literal['a'] | ")]
    [InlineData("\t\f ")]
    [InlineData("]")]
    [InlineData("A = Enum('A', 'B C')\n")]
    [InlineData("a = namedtuple('a', ['b'], defaults=(None,) * 1)\n")]
    [InlineData("class A(Enum):\n B = C = 1\n")]
    [InlineData("class A(namedtuple('A', 'b')):\n b: int\n")]
    [InlineData("__all__ += ['a']\n")]
    [InlineData("@dataclass(kw_only=True)\nclass A(A):\n x: 'ClassVar[InitVar[int]]' = field(default=1)\n")]
    [InlineData("\"Required['")]
    public void Hostile_text_is_read_in_linear_time(string piece)
    {
        const int Pieces = 20_000;
        PythonModuleReader.Read(string.Concat(Enumerable.Repeat(piece, Pieces)), out var steps);
        Assert.InRange(steps, 1, 40L * piece.Length * Pieces);
    }

    [Theory]
    [InlineData("A = ", "1")]
    [InlineData("A, B = ", "range(2)")]
    [InlineData("A = 1; ", "B = 2")]
    [InlineData("A = 1 | ", "1")]
    [InlineData("A = (", "1")]
    [InlineData("A = -", "1")]
    [InlineData("A = 1, ", "1")]
    [InlineData("x: int = 1; ", "y: int")]
    public void A_class_on_one_line_is_read_in_linear_time(string piece, string end)
    {
        // Time is not measured: squares of this length would not come to an end.
        const int Pieces = 200_000;
        var body = string.Concat(Enumerable.Repeat(piece, Pieces)) + end + "\n";
        foreach (var head in new[] { "from enum import *\nclass A(Enum): ", "from dataclasses import *\n@dataclass\nclass A: " })
        {
            PythonModuleReader.Read(head + body, out var steps);
            Assert.InRange(steps, 1, 40L * body.Length);
        }
    }

    [Fact]
    public void Any_cut_of_a_text_has_an_answer()
    {
        const string Text = "@d(f'{a[\"x\"]:{w}}')\nasync def f(a, *, b='''\n''') -> rb'x':\n\tif x: \\\n\t  y = (1e-5,\n 2)\n'";
        for (var start = 0; start < Text.Length; start++)
        {
            for (var length = 0; length <= Text.Length - start; length++)
            {
                Assert.NotNull(PythonModuleReader.Read(Text.Substring(start, length)));
            }
        }
    }
}
