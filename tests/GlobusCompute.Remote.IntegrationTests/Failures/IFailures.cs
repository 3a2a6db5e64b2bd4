namespace GlobusCompute.Remote.IntegrationTests.Failures;

/// <summary>The functions of <c>lab.py</c>, as the file says.</summary>
[ComputeModule("Failures/lab.py")]
public partial interface ILab;

/// <summary>Functions whose source stands here.</summary>
public interface IInline
{
    [ComputeFunction(Source = """
            def check(value):
                class FrameError(ValueError):
                    pass

                def inner():
                    raise FrameError(value)

                inner()
        """)]
    ComputeFuture<int> Check(string value);

    [ComputeFunction(Source = "import no_such_module\ndef late():\n    return 1\n", Name = "late")]
    ComputeFuture<int> Late();

    [ComputeFunction(Source = """
        def grouped():
            raise ExceptionGroup("several", [ValueError("a"), KeyError("b")])
        """)]
    ComputeFuture<int> Grouped();

    [ComputeFunction(File = "Failures/lab.py", Name = "reduce")]
    ComputeMap<int> Reduced([ComputeEach] int[] width, ComputeMapOptions? options = null);
}
