using System.Globalization;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Serialization;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>Each way in which a method and its Python function can differ: id, place, message, what fixes are told, and that the call is made all the same.</summary>
public sealed class ContractDiagnosticsTests
{
    private const string Where = "in 'work.py' (line 1)";

    /// <summary>Id, Python, member, message behind the member's name.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        // Arity.
        { "GCR050", "def f(a): pass", "Task F(int a, int [|b|]);", $"f {Where} takes 1 positional argument, so there is none for 'b'; remove it, or add a parameter to the function" },
        { "GCR050", "def f(): pass", "Task F(int [|b|], CancellationToken c = default);", $"f {Where} takes no positional argument, so there is none for 'b'; remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, b, *, c=1, **d): pass", "Task F(int a, int b, string [|e|]);", $"f {Where} takes 2 positional arguments, so there is none for 'e'; remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, *, threshold=1.0): pass", "Task F(int a, double [|treshold|]);", $"f {Where} takes 1 positional argument, so there is none for 'treshold' (did you mean 'threshold'? Python takes it by keyword only: [PythonKeyword(\"threshold\")]); remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, *, threshold): pass", "Task F(int a, double [|treshold|]);", $"f {Where} takes 1 positional argument, so there is none for 'treshold' (did you mean 'threshold'? Python takes it by keyword only: [PythonKeyword(\"threshold\")]); remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, *, threshold, other=1): pass", "Task F(int a, double [|thresholds|]);", $"f {Where} takes 1 positional argument, so there is none for 'thresholds' (did you mean 'threshold'? Python takes it by keyword only: [PythonKeyword(\"threshold\")]); remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, *, threshold): pass", "Task F(int a, double [|threshhold|]);", $"f {Where} takes 1 positional argument, so there is none for 'threshhold' (did you mean 'threshold'? Python takes it by keyword only: [PythonKeyword(\"threshold\")]); remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, *, threshold=1.0): pass", "Task F(int a, double [|limit|]);", $"f {Where} takes 1 positional argument, so there is none for 'limit'; remove it, or add a parameter to the function" },
        { "GCR050", "def f(a, *, threshold=1.0): pass", "Task F(int a, double [|treshold|], [PythonKeyword] double threshold);", $"f {Where} takes 1 positional argument, so there is none for 'treshold'; remove it, or add a parameter to the function" },
        { "GCR050", "def f(a): pass", "Task F(int a, params int[] [|rest|]);", $"f {Where} takes 1 positional argument, so there is none for 'rest'; remove it, or add a parameter to the function" },
        { "GCR051", "def f(a, b): pass", "Task [|F|](int a);", $"f {Where} requires 'b', for which there is no argument; add a parameter" },
        { "GCR051", "def f(a, *, b): pass", "Task [|F|](int a);", $"f {Where} requires 'b', for which there is no argument; add a parameter with [PythonKeyword]" },
        { "GCR051", "def f(a, /, **k): pass", "Task [|F|]([PythonKeyword] int a);", $"f {Where} requires 'a', for which there is no argument; add a parameter" },
        { "GCR051", "def f(a, b, c=1): pass", "Task [|F|](int a, [PythonKeyword] int c);", $"f {Where} requires 'b', for which there is no argument; add a parameter" },

        // Names.
        { "GCR052", "def f(a, *, max_iter=1): pass", "Task F(int a, [PythonKeyword] int [|maxIters|]);", $"f {Where} has no parameter 'max_iters' (did you mean 'max_iter'?), but 'maxIters' is sent by keyword" },
        { "GCR052", "def f(a, *, max_iter): pass", "Task F(int a, [PythonKeyword(\"maxiter\")] int [|b|]);", $"f {Where} has no parameter 'maxiter' (did you mean 'max_iter'?), but 'b' is sent by keyword" },
        { "GCR052", "def f(a, b=1): pass", "Task F(int a, [PythonKeyword] int [|quality|]);", $"f {Where} has no parameter 'quality' (it has a, b), but 'quality' is sent by keyword" },
        { "GCR052", "def f(*a): pass", "Task F([PythonKeyword] int [|a|]);", $"f {Where} has no parameter 'a', but 'a' is sent by keyword" },
        { "GCR052", "def f(a=1, b=2): pass", "Task F([ComputeOmitWhenNull] int? a, int [|c|]);", $"f {Where} has no parameter 'c' (did you mean 'a'?), but 'c' is sent by keyword when 'a' is omitted" },
        { "GCR056", "def f(count): pass", "Task F(int [|number|]);", $"the parameter 'number' is called 'count' by f {Where}; rename it to match" },

        // Order.
        { "GCR053", "def f(x, y): pass", "Task F(int [|y|], int x);", $"'y' goes to 'x' of f {Where}, by its position; its position there is number 2" },
        { "GCR053", "def f(a, b, c): pass", "Task F(int a, int [|c|], int b);", $"'c' goes to 'b' of f {Where}, by its position; its position there is number 3" },
        { "GCR053", "def f(a, b=1, *rest): pass", "Task F(int a, params int[] [|rest|]);", $"'rest' goes to 'b' of f {Where}, by its position; only values after 'b' become *rest" },

        // Kinds of parameters.
        { "GCR054", "def f(a, *, b): pass", "Task F(int a, int [|b|]);", $"f {Where} takes 'b' by keyword only; add [PythonKeyword] to the parameter 'b'" },
        { "GCR054", "def f(a, b=1, *, c): pass", "Task F(int a, int [|c|]);", $"f {Where} takes 'c' by keyword only; add [PythonKeyword] to the parameter 'c'" },
        { "GCR055", "def f(a, /): pass", "Task F([PythonKeyword] int [|a|]);", $"f {Where} takes 'a' by position only, and 'a' is sent by keyword; remove [PythonKeyword]" },
        { "GCR055", "def f(a=1, b=2, /): pass", "Task F([ComputeOmitWhenNull] int? a, int [|b|]);", $"f {Where} takes 'b' by position only, and 'b' is sent by keyword when 'a' is omitted; remove [ComputeOmitWhenNull] from 'a'" },
        { "GCR062", "def f(a): pass", "Task F([[|ComputeOmitWhenNull|]] int? a);", $"'a' is omitted when it is null, but f {Where} has no default for 'a'; remove [ComputeOmitWhenNull], or give the function a default" },
        { "GCR062", "def f(*, a): pass", "Task F([PythonKeyword, [|ComputeOmitWhenNull|]] int? a);", $"'a' is omitted when it is null, but f {Where} has no default for 'a'; remove [ComputeOmitWhenNull], or give the function a default" },
        { "GCR063", "def f(a, b=1): pass", "Task F(int x1, [PythonKeyword(\"a\")] int [|y|]);", $"'y' goes to 'a' of f {Where} by keyword, and 'x1' goes there by position" },

        // Defaults.
        { "GCR057", "def f(a=5): pass", "Task F(int a = [|3|]);", $"'a' is 3 by default, and 5 by default in f {Where}; use the same default, or make it nullable with [ComputeOmitWhenNull]" },
        { "GCR057", "def f(a=1e-6): pass", "Task F(double a = [|1e-5|]);", $"'a' is 1E-05 by default, and 1e-6 by default in f {Where}; use the same default, or make it nullable with [ComputeOmitWhenNull]" },
        { "GCR057", "def f(a='x'): pass", "Task F(string a = [|\"y\"|]);", $"'a' is \"y\" by default, and 'x' by default in f {Where}; use the same default, or make it nullable with [ComputeOmitWhenNull]" },
        { "GCR057", "def f(a=True): pass", "Task F(bool a = [|false|]);", $"'a' is false by default, and True by default in f {Where}; use the same default, or make it nullable with [ComputeOmitWhenNull]" },
        { "GCR057", "def f(a=5): pass", "Task F(int? a = [|null|]);", $"'a' is null by default, and 5 by default in f {Where}; add [ComputeOmitWhenNull] to take Python's" },
        { "GCR057", "def f(a: int = 5): pass", "Task F([PythonKeyword] int? a = [|null|]);", $"'a' is null by default, and 5 by default in f {Where}; add [ComputeOmitWhenNull] to take Python's" },

        // Types.
        { "GCR058", "def f(a: str): pass", "Task F([|int|] a);", $"the parameter 'a' is int, but f {Where} takes str as 'a'" },
        { "GCR058", "def f(a: str): pass", "Task F([|Guid|] a);", $"the parameter 'a' is Guid, but f {Where} takes str as 'a'" },
        { "GCR058", "def f(a: list[int]): pass", "Task F([|double[]|] a);", $"the parameter 'a' is double[], but f {Where} takes list[int] as 'a'" },
        { "GCR058", "def f(a: 'dict[str, float]'): pass", "Task F([|Dictionary<string, string>|] a);", $"the parameter 'a' is Dictionary<string, string>, but f {Where} takes dict[str, float] as 'a'" },
        { "GCR058", "def f(a: int | None = None): pass", "Task F([|string?|] a);", $"the parameter 'a' is string?, but f {Where} takes int | None as 'a'" },
        { "GCR058", "def f(*a: float): pass", "Task F(params [|string[]|] a);", $"the parameter 'a' is string, but f {Where} takes float as 'a'" },
        { "GCR058", "def f(**k: float): pass", "Task F([PythonKeyword] [|string|] anything);", $"the parameter 'anything' is string, but f {Where} takes float as 'k'" },
        { "GCR058", "def f(**k: dict[str, float]): pass", "Task F([PythonKeyword] [|string|] anything);", $"the parameter 'anything' is string, but f {Where} takes dict[str, float] as 'k'" },
        { "GCR058", "def f(*a: list[float]): pass", "Task F(params [|string[]|] a);", $"the parameter 'a' is string, but f {Where} takes list[float] as 'a'" },
        { "GCR058", "def f(a: tuple[int, str]): pass", "Task F([|(int, int)|] a);", $"the parameter 'a' is (int, int), but f {Where} takes tuple[int, str] as 'a'" },
        { "GCR058", "def f(a: tuple[int, str]): pass", "Task F([|(int, string, int)|] a);", $"the parameter 'a' is (int, string, int), but f {Where} takes tuple[int, str] as 'a'" },
        { "GCR059", "def f() -> str: pass", "[|Task<int>|] F();", $"returns int, but f {Where} returns str" },
        { "GCR059", "def f() -> list[str]: pass", "[|ComputeFuture<double[]>|] F();", $"returns double[], but f {Where} returns list[str]" },
        { "GCR059", "def f() -> None: pass", "[|Task<int>|] F();", $"returns int, but f {Where} returns None" },
        { "GCR059", "def f() -> float: pass", "[|Task<long>|] F();", $"returns long, but f {Where} returns float" },
        { "GCR059", "import datetime\ndef f() -> datetime.timedelta: pass", "[|Task<double>|] F();", "returns double, but f in 'work.py' (line 2) returns datetime.timedelta" },
        { "GCR059", "import datetime\ndef f() -> datetime.timedelta: pass", "[|Task<string>|] F();", "returns string, but f in 'work.py' (line 2) returns datetime.timedelta" },
        { "GCR059", "from decimal import Decimal\ndef f() -> Decimal: pass", "[|Task<double>|] F();", "returns double, but f in 'work.py' (line 2) returns Decimal" },
        { "GCR059", "from decimal import Decimal\ndef f() -> list[Decimal]: pass", "[|Task<int[]>|] F();", "returns int[], but f in 'work.py' (line 2) returns list[Decimal]" },
        { "GCR059", "def f() -> int: pass", "[|Task<TimeSpan>|] F();", $"returns TimeSpan, but f {Where} returns int" },
        { "GCR059", "def f() -> str: pass", "[|Task<decimal>|] F();", $"returns decimal, but f {Where} returns str" },
        { "GCR059", "def f() -> float: pass", "[|Task<DayOfWeek>|] F();", $"returns DayOfWeek, but f {Where} returns float" },
        { "GCR059", "def f() -> tuple[int, int]: pass", "[|Task<Dictionary<string, int>>|] F();", $"returns Dictionary<string, int>, but f {Where} returns tuple[int, int]" },
        { "GCR060", "def f() -> str | None: pass", "[|Task<string>|] F();", $"returns string, which is not nullable, but f {Where} returns str | None, which may be None; make it string?" },
        { "GCR060", "import typing as t\ndef f() -> t.Optional[int]: pass", "[|Task<int>|] F();", "returns int, which is not nullable, but f in 'work.py' (line 2) returns t.Optional[int], which may be None; make it int?" },
        { "GCR061", "def f(a: int): pass", "Task F([|int?|] a);", $"the parameter 'a' may be null, which is sent as None, but f {Where} takes int as 'a'; make it not nullable, or let Python take None" },
        { "GCR061", "def f(a: str = NAME): pass", "Task F([|string?|] a);", $"the parameter 'a' may be null, which is sent as None, but f {Where} takes str as 'a'; add [ComputeOmitWhenNull], or make it not nullable" },

        // Functions that cannot be called.
        { "GCR064", "async def f(): pass", "Task [|F|]();", $"f {Where} is an async def, which the worker calls and never awaits; make it a def, which may call asyncio.run" },
        { "GCR065", "def f():\n    for i in range(3):\n        yield i", "Task [|F|]();", $"f {Where} has a yield, so a call returns a generator, which cannot be sent; return a list" },

        // Imports of what lies beside.
        { "GCR066", "import numpy, helper\ndef f(): pass", "[ComputeFunction(File = [|\"work.py\"|])] Task F();", "'work.py' imports 'helper' on line 1, which is 'helper.py' of this project; only 'work.py' is sent to the worker, so move the needed code there, or install the module on the endpoint" },
        { "GCR066", "def f():\n    from lib.tools import x", "[ComputeFunction(File = [|\"work.py\"|])] Task F();", "'work.py' imports 'lib.tools' on line 2, which is 'lib/tools.py' of this project; only 'work.py' is sent to the worker, so move the needed code there, or install the module on the endpoint" },
        { "GCR066", "from . import helper\ndef f(): pass", "[ComputeFunction(File = [|\"work.py\"|])] Task F();", "'work.py' imports '.' on line 1, which is 'helper.py' of this project; only 'work.py' is sent to the worker, so move the needed code there, or install the module on the endpoint" },
        { "GCR066", "from ..x import y\ndef f(): pass", "[ComputeFunction(File = [|\"work.py\"|])] Task F();", "'work.py' imports '..x' on line 1, which is relative to a package that the worker does not have; only 'work.py' is sent to the worker, so move the needed code there, or install the module on the endpoint" },
        { "GCR066", "def g(): pass", "[ComputeFunction(Source = [|\"import helper\\ndef f(): pass\"|])] Task F();", "'Source' imports 'helper' on line 1, which is 'helper.py' of this project; only 'Source' is sent to the worker, so move the needed code there, or install the module on the endpoint" },
    };

    /// <summary>Python and a member that go together.</summary>
    public static TheoryData<string, string> Matches => new()
    {
        { "def f(): pass", "Task F();" },
        { "def f(a, b=1): pass", "Task F(int a);" },
        { "def f(a, b=1): pass", "Task F(int a, int b, CancellationToken c = default);" },
        { "def f(*args, **kwargs): pass", "Task F(int a, string b, [PythonKeyword] int c);" },
        { "def f(first, *rest): pass", "Task F(int first, params int[] rest);" },
        { "def f(a, b): pass", "Task F(params int[] values);" },
        { "def f(a, *, b, **k): pass", "Task F(int a, [PythonKeyword] int b, [PythonKeyword] int other);" },
        { "def f(a, /, **k): pass", "Task F(int x, [PythonKeyword] int a);" },
        { "def f(a, b): pass", "Task F([PythonKeyword] int b, [PythonKeyword] int a);" },
        { "def f(x, /): pass", "Task F(int anything);" },
        { "def f(lambda_, from_): pass", "Task F(int lambda, int from);" },
        { "def f(max_iter): pass", "Task F(int maxIter);" },
        { "def f(a=1): pass", "Task F([ComputeOmitWhenNull] int? a = null);" },
        { "def f(a=1, b=2): pass", "Task F([ComputeOmitWhenNull] int? a = null, [ComputeOmitWhenNull] int? b = null);" },
        { "def f(a=1, b=2): pass", "Task F([ComputeOmitWhenNull] int? a, [PythonName(\"b\")] int other);" },
        { "def f(a=None): pass", "Task F(int? a = null);" },
        { "def f(a=None): pass", "Task F(int a = 3);" },
        { "def f(a: int = None): pass", "Task F(int? a = null);" },
        { "def f(a=DEFAULT): pass", "Task F(int a = 3);" },
        { "def f(a=2 ** 3): pass", "Task F(int a = 3);" },
        { "def f(a=1_000): pass", "Task F(int a = 1000);" },
        { "def f(a=0x10, b=-1, c=1., d=.5): pass", "Task F(int a = 16, int b = -1, double c = 1, float d = 0.5f);" },
        { "def f(a=0.1): pass", "Task F(float a = 0.1f);" },
        { "def f(a='x\\n', b=\"y\"): pass", "Task F(string a = \"x\\n\", char b = 'y');" },
        { "def f(a=True): pass", "Task F(bool a = true);" },
        { "def f(a='monday'): pass", "Task F(DayOfWeek a = DayOfWeek.Friday);" },
        { "from x import guid\ndef f(a=guid): pass", "Task F(Guid a = default);" },
        { "def f(a: int) -> int: pass", "Task<int> F(int a);" },
        { "def f(a: float) -> float: pass", "Task<double> F(int a);" },
        { "def f(a: int) -> int: pass", "Task<double> F(long a);" },
        { "def f(a: 'Thing') -> 'Thing': pass", "Task<int> F(int a);" },
        { "def f(a: Any, b: object) -> Any: pass", "Task<int> F(int a, string[] b);" },
        { "def f(a: int | str): pass", "Task F(string a);" },
        { "def f(a: int | None): pass", "Task F(int? a);" },
        { "def f(a: str): pass", "Task F(object a);" },
        { "def f(a: str): pass", "Task F(dynamic a);" },
        { "def f(a: str): pass", "Task F(DayOfWeek a);" },
        { "def f(a: str) -> str: pass", "Task<System.Text.Json.JsonElement> F(System.Text.Json.JsonElement a);" },
        { "def f() -> str | None: pass", "Task<string?> F();" },
        { "def f() -> int | None: pass", "Task<int?> F();" },
        { "def f() -> int | None: pass", "Task F();" },
        { "def f() -> int: pass", "Task F();" },
        { "def f() -> None: pass", "Task F();" },
        { "def f() -> None: pass", "Task<int?> F();" },
        { "def f[T](a: T) -> T: pass", "Task<int> F(int a);" },

        // The annotation of **options is that of each value, and often written as that of the dict.
        { "from typing import *\ndef f(**data: Dict[str, Any]): pass", "Task F([PythonKeyword] string name, [PythonKeyword] int count, [PythonKeyword] Dictionary<string, int> more);" },
        { "from typing import *\ndef f(**data: Dict[str, Any]): pass", "Task F([PythonKeyword] string? name, [PythonKeyword] double[] values);" },
        { "from typing import *\ndef f(**data: Mapping[str, Any]): pass", "Task F([PythonKeyword] string name);" },
        { "def f(**data: dict): pass", "Task F([PythonKeyword] string name);" },
        { "def f(**data: 'dict[str, object]'): pass", "Task F([PythonKeyword] string name);" },
        { "def f(**data: dict[str, int]): pass", "Task F([PythonKeyword] int count);" },
        { "from typing import *\nData = Dict[str, Any]\ndef f(**data: Data): pass", "Task F([PythonKeyword] string name);" },
        { "from typing import *\ndef f(a, **data: Dict[str, Any]): pass", "Task F(int a, [PythonKeyword] string name);" },
        { "def f(*names: list[str]): pass", "Task F(string a, string b);" },
        { "def f(*names: list[str]): pass", "Task F(params string[] names);" },
        { "def f(*names: list): pass", "Task F(params int[] names);" },
        { "def f(*names: tuple[str, ...]): pass", "Task F(params string[] names);" },
        { "import numpy as np\ndef f(a: np.ndarray) -> np.ndarray: pass", "Task<double[][]> F(double[] a);" },
        { "from typing import Optional as Opt\ndef f(a: Opt[int]): pass", "Task F(int? a);" },
        { "str = int\ndef f(a: str): pass", "Task F(int a);" },
        { "import str\ndef f(a: str): pass", "Task F(int a);" },

        // What may change a signature silences the rules.
        { "from x import task\n@task\ndef f(a, b): pass", "Task F();" },
        { "@app.route('/')\nasync def f(a): pass", "Task F();" },
        { "def f(a): pass\nf = wrap(f)", "Task F();" },
        { "def f(a): pass\nfrom x import f", "Task F();" },
        { "def f(a): pass\nclass f: pass", "Task F();" },
        { "def f(a): pass\nif x:\n    def f(a, b): pass", "Task F();" },
        { "try:\n    from fast import f\nexcept ImportError:\n    def f(a, b): pass", "Task F();" },
        { "f = lambda a: a", "Task F();" },
        { "class f:\n    def __init__(self, a): pass", "Task F();" },
        { "def f(a): pass\ndef f(): pass", "Task F();" },
        { "def f():\n    async def g(): pass\n    h = lambda: (yield)\n    return g", "Task F();" },
        { "def f():\n    def g():\n        yield 1\n    return list(g())", "Task F();" },

        // Imports that the worker can do without, or has.
        { "import numpy\nimport os.path\ndef f(): pass", "Task F();" },
        { "import statistics\ndef f(): pass", "Task F();" },
        { "try:\n    import helper\nexcept ImportError:\n    helper = None\ndef f(): pass", "Task F();" },
        { "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import helper\ndef f(): pass", "Task F();" },
        { "def f(): return 'import helper'", "Task F();" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_difference_is_reported_at_its_place_and_names_both_sides(string id, string python, string member, string message)
    {
        var marked = Marked.Parse(Source(member));
        var compiled = Compile(marked.Source, python);

        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(null)["IWork.F".Length..].TrimStart(':', ' ')));
        Assert.Equal(marked.Span, diagnostic.Location.SourceSpan);
        Assert.Empty(compiled.CompilerProblems);
        Assert.DoesNotContain("throw new", compiled.Generated, StringComparison.Ordinal);
        AssertProperties(diagnostic);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pragma_silences_a_difference(string id, string python, string member, string message)
    {
        Assert.NotEmpty(message);
        var source = Source($"\n#pragma warning disable {id}\n{Marked.Parse(member).Source}\n#pragma warning restore {id}\n");
        Assert.Empty(Compile(source, python).Reported);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_difference_counts_beside_a_pinned_id_too(string id, string python, string member, string message)
    {
        // What a registered function took along is not to be seen.
        if (id == "GCR066")
        {
            return;
        }

        var pinned = Marked.Parse(Source(member)).Source.Replace("[ComputeFunction(", "[ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\", ", StringComparison.Ordinal);
        var diagnostic = Assert.Single(Compile(pinned, python).Reported);
        Assert.Equal(id, diagnostic.Id);
        Assert.EndsWith(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Matches))]
    public void What_goes_together_is_not_reported(string python, string member)
    {
        var compiled = Compile(Source(member), python);
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Theory]
    [InlineData("def f(a): pass", "Task F(int a);", "f in 'work.py' (line 1) has no annotation for 'a'")]
    [InlineData("def f(a: int, b): pass", "Task<int> F(int a, int b);", "f in 'work.py' (line 1) has no annotation for 'b', its result")]
    [InlineData("@x.y(1)\ndef f(a): pass", "Task F(int a, int b);", "f in 'work.py' (line 2) has @x.y, which may change its signature")]
    [InlineData("f = lambda: 1", "Task F();", "f in 'work.py' is not bound by one def alone, so its signature is not known")]
    [InlineData("def f(a: int) -> None: pass", "Task F(int a);", null)]
    public void What_is_not_checked_is_said_where_it_is_asked_for(string python, string member, string? message)
    {
        var project = Compiled.Project(Source(member));
        project = project.WithOptions(project.Options.WithSpecificDiagnosticOptions(
            project.Options.SpecificDiagnosticOptions.SetItem("GCR067", ReportDiagnostic.Info)));
        var reported = Compiled.From(project, new TestFile("work.py", python)).Reported;
        Assert.Equal(message is null ? [] : [$"GCR067 IWork.F: {message}"], reported.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(null)}"));
    }

    [Fact]
    public void An_inline_source_is_checked_as_a_file_is()
    {
        var marked = Marked.Parse("""
            public interface IWork
            {
                [ComputeFunction(Source = "\n\n  def add(a: str, b): return a")] Task<string> Add([|int|] a, int b);
            }
            """);
        var diagnostic = Assert.Single(Compiled.From(marked.Source).Reported);
        Assert.Equal(marked.Span, diagnostic.Location.SourceSpan);
        Assert.Equal("IWork.Add: the parameter 'a' is int, but add in Source (line 3) takes str as 'a'", diagnostic.GetMessage(null));
        Assert.Empty(diagnostic.AdditionalLocations);
        Assert.False(diagnostic.Properties.ContainsKey(ProblemKeys.PythonFile));
    }

    [Fact]
    public void The_place_in_the_Python_file_is_given_beside_that_in_C_sharp()
    {
        var diagnostic = Assert.Single(Compile(Source("Task F(int a);"), "# A comment.\n\ndef f(\n    a: int,\n    *,\n    b: float,\n): pass").Reported);
        var place = Assert.Single(diagnostic.AdditionalLocations).GetLineSpan();
        Assert.Equal((Compiled.ProjectDirectory + "work.py", 5), (place.Path, place.StartLinePosition.Line));
    }

    [Fact]
    public void Fixes_are_told_what_to_do()
    {
        var missing = Assert.Single(Compile(Source("Task F(int a);"), "def f(a, *, max_iter: int = LIMIT, tol: float): pass").Reported);
        Assert.Equal(
            [("PythonFile", "work.py"), ("PythonFunction", "f"), ("PythonLine", "1"), ("PythonParameter", "tol"), ("PythonParameterKind", "KeywordOnly"), ("PythonType", "float")],
            Properties(missing));

        var unknown = Assert.Single(Compile(Source("Task F([PythonKeyword] int maxIters);"), "def f(max_iter=1): pass").Reported);
        Assert.Equal(
            [("NearestName", "max_iter"), ("Parameter", "maxIters"), ("PythonFile", "work.py"), ("PythonFunction", "f"), ("PythonLine", "1")],
            Properties(unknown));

        var function = Assert.Single(Compile(Source("[ComputeFunction(File = \"work.py\", Name = \"fitt\")] Task F();"), "def fit(): pass\ndef g(): pass").Reported);
        Assert.Equal([("NearestName", "fit")], Properties(function));

        var import = Assert.Single(Compile(Source("Task F();"), "def f(): pass\nimport helper").Reported);
        Assert.Equal([("ImportedFile", "helper.py"), ("PythonFile", "work.py"), ("PythonLine", "2")], Properties(import));
    }

    [Fact]
    public void Named_tuples_are_asked_for_as_a_pickle_which_keeps_the_names_of_their_fields()
    {
        const string Python = "from typing import NamedTuple\nclass Ends(NamedTuple):\n    low: int\n    high: int\ndef f() -> list[Ends]: pass";
        var compiled = Compile(Source("Task<Dictionary<string, int>[]> F();"), Python);
        Assert.Empty(compiled.Reported);
        Assert.Contains(compiled.Output.SyntaxTrees, tree => tree.ToString().Contains("ResultPreference.PickleThenJson", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Color", "DayOfWeek")]
    [InlineData("Color", "string")]
    [InlineData("list[Color]", "int[]")]
    [InlineData("dict[Color, int]", "Dictionary<string, int>")]
    [InlineData("Painted", "Dictionary<string, string>")]
    [InlineData("Access", "int")]
    public void Members_of_an_Enum_of_the_file_cannot_be_sent(string annotation, string type)
    {
        var python = "import enum\nfrom dataclasses import dataclass\nclass Color(enum.Enum):\n    RED = 1\nclass Access(enum.Flag):\n    READ = 1\n"
            + $"@dataclass\nclass Painted:\n    color: Color\ndef f() -> {annotation}: pass";
        var reported = Assert.Single(Compile(Source($"Task<{type}> F();"), python).Reported);
        Assert.Equal("GCR059", reported.Id);
        Assert.EndsWith(" cannot be sent from a registered source, so return their .name or .value", reported.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from uuid import UUID", "UUID", "string")]
    [InlineData("import datetime", "datetime.datetime", "string")]
    [InlineData("import datetime", "list[datetime.date]", "string[]")]
    [InlineData("import datetime", "datetime.timedelta", "TimeSpan")]
    [InlineData("from decimal import Decimal", "Decimal", "string")]
    [InlineData("import enum", "Level", "DayOfWeek")]
    [InlineData("import enum", "Mode", "DayOfWeek")]
    [InlineData("import enum", "Mode", "string")]
    [InlineData("", "list[int]", "byte[]")]
    [InlineData("", "tuple[int, ...]", "byte[]")]
    public void A_result_that_is_read_is_not_reported(string import, string annotation, string type)
    {
        var classes = import == "import enum" ? "class Level(enum.IntEnum):\n    LOW = 1\nclass Mode(str, enum.Enum):\n    FAST = 'Friday'\n" : "";
        Assert.Empty(Compile(Source($"Task<{type}> F();"), $"{import}\n{classes}def f() -> {annotation}: pass").Reported);
    }

    [Fact]
    public void Several_differences_of_a_method_are_reported_together()
    {
        var compiled = Compile(
            Source("Task<int> F(string x, int? n = null, [PythonKeyword] bool verbos = true);"),
            "def f(x: float, n: int = 3, *, verbose: bool = False, seed: int) -> str: pass");
        Assert.Equal(
            ["GCR059 Task<int>", "GCR051 F", "GCR058 string", "GCR057 null", "GCR052 verbos"],
            compiled.Reported.Select(diagnostic => $"{diagnostic.Id} {Compiled.Marked(diagnostic)}"));
    }

    [Fact]
    public void A_member_that_is_wrong_by_itself_is_not_compared()
    {
        var compiled = Compile(Source("Task F(ref int a, int b);"), "def f(): pass");
        Assert.Equal(["GCR005"], compiled.Reported.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Imports_of_a_file_are_reported_once_for_an_interface()
    {
        var compiled = Compile(
            Source("[ComputeFunction(File = \"work.py\", Name = \"f\")] Task F();\n[ComputeFunction(File = \"work.py\", Name = \"g\")] Task G();"),
            "import helper\ndef f(): pass\ndef g(): pass");
        Assert.Equal("IWork.F: 'work.py' imports 'helper'", Assert.Single(compiled.Reported).GetMessage(null)[..35]);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("silent", DiagnosticSeverity.Hidden)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public void An_editorconfig_sets_the_severity(string severity, DiagnosticSeverity? expected)
    {
        foreach (var (id, python, member) in new[]
        {
            ("GCR051", "def f(a): pass", "Task F();"),
            ("GCR057", "def f(a=1): pass", "Task F(int a = 2);"),
            ("GCR056", "def f(a): pass", "Task F(int b);"),
            ("GCR067", "def f(a): pass", "Task F(int a);"),
        })
        {
            var reported = Compiled.From(Configured.Project(Source(member), id, severity), new TestFile("work.py", python)).Reported;
            Assert.Equal(expected is { } value ? [(id, value)] : [], reported.Select(diagnostic => (diagnostic.Id, diagnostic.Severity)));
        }
    }

    [Fact]
    public void Every_rule_about_Python_has_a_case()
    {
        var ids = Descriptors.All.Select(rule => rule.Id).Where(id => string.CompareOrdinal(id, "GCR050") >= 0 && string.CompareOrdinal(id, "GCR067") < 0);
        Assert.Equal(ids.Order(), Cases.Select(row => row.Data.Item1).Distinct().Order());
    }

    private static void AssertProperties(Diagnostic diagnostic)
    {
        // Python that stands in the attribute has no file beside the place that is reported.
        var isInline = diagnostic.GetMessage(null).Contains("'Source' imports", StringComparison.Ordinal);
        Assert.Equal(isInline ? "Source" : "work.py", diagnostic.Properties[ProblemKeys.PythonFile]);
        Assert.True(int.Parse(diagnostic.Properties[ProblemKeys.PythonLine]!, null) > 0);
        Assert.All(diagnostic.Properties.Values, Assert.NotNull);
        Assert.Equal(isInline ? 0 : 1, diagnostic.AdditionalLocations.Count);
    }

    private static (string, string)[] Properties(Diagnostic diagnostic) =>
        [.. diagnostic.Properties.Select(property => (property.Key, property.Value!)).OrderBy(property => property.Key, StringComparer.Ordinal)];

    private static Compiled Compile(string source, string python) => Compiled.From(
        source,
        new TestFile("work.py", python),
        new TestFile("helper.py", "def help(): pass\n"),
        new TestFile("statistics.py", "def mean(): pass\n"),
        new TestFile("lib/tools.py", "x = 1\n", itemType: null));

    private static string Source(string member) => $$"""
        public interface IWork
        {
            {{(member.Contains("[ComputeFunction", StringComparison.Ordinal) ? "" : "[ComputeFunction(File = \"work.py\", Name = \"f\")]")}} {{member}}
        }
        """;
}
