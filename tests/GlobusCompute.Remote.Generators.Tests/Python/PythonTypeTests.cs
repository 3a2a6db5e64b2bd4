using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>How names of types are followed through a text. The forms of annotations are in the corpus.</summary>
public sealed class PythonTypeTests
{
    [Theory]
    [InlineData("import numpy as np", "np.ndarray", nameof(PythonTypeKind.Array))]
    [InlineData("import numpy", "numpy.ndarray", nameof(PythonTypeKind.Array))]
    [InlineData("import numpy.typing", "numpy.typing.NDArray", nameof(PythonTypeKind.Array))]
    [InlineData("import numpy.typing as npt", "npt.NDArray", nameof(PythonTypeKind.Array))]
    [InlineData("from numpy import ndarray as A", "A", nameof(PythonTypeKind.Array))]
    [InlineData("from numpy import *", "ndarray", nameof(PythonTypeKind.Array))]
    [InlineData("from typing import *", "List", nameof(PythonTypeKind.List))]
    [InlineData("if TYPE_CHECKING:\n    import numpy as np", "'np.ndarray'", nameof(PythonTypeKind.Array))]
    [InlineData("try:\n    from typing import Literal\nexcept ImportError:\n    from typing_extensions import Literal", "Literal[1]", nameof(PythonTypeKind.Literal))]
    [InlineData("", "'in' 't'", nameof(PythonTypeKind.Int))]
    [InlineData("", "'\\n  int\\n'", nameof(PythonTypeKind.Int))]
    [InlineData("", "\"'int'\"", nameof(PythonTypeKind.Int))]
    [InlineData("class Thing: pass", "Thing", nameof(PythonTypeKind.Class))]
    [InlineData("", "Thing", nameof(PythonTypeKind.Unknown))]
    [InlineData("", "ndarray", nameof(PythonTypeKind.Unknown))]
    [InlineData("", "np.ndarray", nameof(PythonTypeKind.Unknown))]
    [InlineData("import numpy as np\nnp = None", "np.ndarray", nameof(PythonTypeKind.Unknown))]
    [InlineData("try:\n    import numpy as np\nexcept ImportError:\n    import other as np", "np.ndarray", nameof(PythonTypeKind.Unknown))]
    [InlineData("int = str", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("def int(): pass", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("class int: pass", "int", nameof(PythonTypeKind.Class))]
    [InlineData("import int", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("from x import int", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("for int in x: pass", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("with x as int: pass", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("type int = str", "int", nameof(PythonTypeKind.Unknown))]
    [InlineData("x: int = 3", "int", nameof(PythonTypeKind.Int))]
    [InlineData("x = int(3)\ny[int] = 1\nx.int = 2\nfor i in map(int, x): pass", "int", nameof(PythonTypeKind.Int))]
    [InlineData("def g():\n    int = 3", "int", nameof(PythonTypeKind.Int))]
    public void A_name_means_what_the_text_binds_it_to(string text, string annotation, string kind) =>
        Assert.Equal(kind, Read(text, annotation).Kind.ToString());

    [Theory]
    [InlineData("int | None", true, true)]
    [InlineData("Optional[int]", true, true)]
    [InlineData("Literal[1, None]", true, true)]
    [InlineData("None", true, true)]
    [InlineData("Any", true, false)]
    [InlineData("Something", true, false)]
    [InlineData("int | Something", true, false)]
    [InlineData("int", false, false)]
    [InlineData("list[int | None]", false, false)]
    public void None_is_named_or_only_allowed(string annotation, bool allows, bool names)
    {
        var type = Read("from typing import *", annotation);
        Assert.Equal((allows, names), (type.AllowsNone, type.NamesNone));
    }

    [Theory]
    [InlineData("Annotated[int, 'metres']")]
    [InlineData("Optional[int]")]
    [InlineData("list[ int ]")]
    [InlineData("int|None")]
    public void A_type_keeps_the_text_that_was_written(string annotation) => Assert.Equal(annotation, Read("from typing import *", annotation).Text);

    [Theory]
    [InlineData("0", 0d)]
    [InlineData("-1_000", -1000d)]
    [InlineData("0xFF", 255d)]
    [InlineData("-0b11", -3d)]
    [InlineData("0o17", 15d)]
    [InlineData("1e-3", 0.001)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5d)]
    [InlineData("1j", null)]
    [InlineData("--1", null)]
    [InlineData("x", null)]
    [InlineData("1 + 1", null)]
    [InlineData("", null)]
    public void A_number_has_its_value(string text, double? value) => Assert.Equal(value, PythonLiteral.ReadNumber(text));

    [Theory]
    [InlineData("'a'", "a")]
    [InlineData("\"\"", "")]
    [InlineData("'''a'b'''", "a'b")]
    [InlineData("r'\\n'", "\\n")]
    [InlineData("'\\x41\\u00e9\\101\\t\\q'", "A\u00e9A\t\\q")]
    [InlineData("'\\U0001F600'", "\U0001F600")]
    [InlineData("b'a'", null)]
    [InlineData("f'a'", null)]
    [InlineData("'a", null)]
    [InlineData("a", null)]
    [InlineData("'", null)]
    public void A_string_has_its_characters(string literal, string? value) => Assert.Equal(value, PythonLiteral.ReadString(literal));

    private static PythonType Read(string text, string annotation) =>
        Assert.Single(PythonModuleReader.Read($"{text}\ndef f(a: {annotation}): pass\n").Functions, function => function.Name == "f").Parameters[0].Annotation!;
}
