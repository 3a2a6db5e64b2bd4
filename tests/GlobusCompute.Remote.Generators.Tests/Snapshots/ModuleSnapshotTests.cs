using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Generators.Tests.Snapshots;

/// <summary>What is written from Python files, for review.</summary>
public sealed class ModuleSnapshotTests
{
    [Fact]
    public void The_interface_of_the_sample_is_what_a_person_would_have_written() => Snapshot.Verify(Compiled.From(
        """
        namespace QuickStart;

        [ComputeModule("analysis.py")]
        public partial interface IAnalysis;
        """,
        Sample("QuickStart", "analysis.py")));

    [Fact]
    public void Dataclasses_enums_and_unions_get_records_and_adapters() => Snapshot.Verify(Compiled.From(
        """
        namespace Curves;

        /// <summary>Peaks.</summary>
        [ComputeModule("peaks.py")]
        internal partial interface IPeaks
        {
            [ComputeFunction(File = "peaks.py", Idempotent = true)]
            ComputeFuture<Peak?> Highest(Peak[] peaks);
        }
        """,
        Sample("NativeAot", "peaks.py")));

    [Fact]
    public void Arrays_variadic_arguments_flags_and_odd_names() => Snapshot.Verify(Compiled.From(
        """
        [ComputeModule("odd.py")]
        public partial interface IOdd;
        """,
        new TestFile("odd.py", """
            import enum
            import math
            from typing import NamedTuple, TypedDict
            import numpy as np
            import numpy.typing as npt

            class Mode(enum.Flag):
                READ = enum.auto()
                WRITE = enum.auto()

            class Point(NamedTuple):
                x: float
                y: float

            class Settings(TypedDict, total=False):
                mode: Mode
                points: "list[Point]"

            def scale(x: npt.NDArray[np.float64], by: float = math.pi) -> npt.NDArray[np.float64]: ...

            def weigh(x: npt.NDArray[np.float64], weights: list[float]) -> float: ...

            def move(*points: Point, by: Point = Point(0, 0), params: "tuple[int, ...]" = ()) -> "list[Point]": ...

            def event(object: int, *, class_: Mode = Mode.READ, base: int | None = None) -> Settings: ...

            async def later(settings: Settings) -> "tuple[int, Mode]": ...
            """)));

    [Fact]
    public void Data_frames_of_pandas_and_the_format_of_the_interface() => Snapshot.Verify(Compiled.From(
        Compiled.Project(
            $$"""
            namespace Lab;

            {{Modules.ModuleFormatTests.Formats}}

            [ComputeModule("lab.py"), ComputePayload(Format = typeof(PointFormat))]
            public partial interface ILab;

            [ComputeModule("lab.py", Functions = new[] { "clean" })]
            public partial interface IFrames;
            """,
            Compiled.Library("Frames", Modules.ModuleFormatTests.Package)),
        new TestFile("lab.py", """
            import numpy as np
            import pandas as pd

            def clean(frame: pd.DataFrame, limits: pd.Series | None = None) -> list[pd.DataFrame]: ...

            def place(frame: pd.DataFrame, origin: complex, weights: np.ndarray) -> dict[str, complex]: ...
            """)));

    private static TestFile Sample(string name, string file) => new(file, File.ReadAllText(Path.Combine(TestPaths.Root, "samples", name, file)));
}
