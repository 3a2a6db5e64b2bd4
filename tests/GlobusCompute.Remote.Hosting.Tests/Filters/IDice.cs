namespace GlobusCompute.Remote.Hosting.Tests.Filters;

/// <summary>Functions that give another result each time they run.</summary>
public interface IDice
{
    [ComputeFunction(Source = """
        import os

        def roll(sides):
            return [sides, int.from_bytes(os.urandom(6), "big")]
        """)]
    ComputeFuture<long[]> Roll(int sides);

    [ComputeFunction(Source = """
        import os

        def throw(sides, times=1):
            return [sides, times, int.from_bytes(os.urandom(6), "big")]
        """)]
    ComputeFuture<long[]> Throw(int sides, [PythonKeyword, ComputeOmitWhenNull] int? times = null);

    [ComputeFunction(Source = """
        def cheat(path, needed):
            with open(path, "a") as file:
                file.write("x")
            with open(path) as file:
                times = len(file.read())
            if times < needed:
                raise ValueError(f"only {times}")
            return times
        """)]
    ComputeFuture<int> Cheat(string path, int needed);

    [ComputeFunction(Source = "def forget(sides):\n    return sides\n")]
    ComputeFuture Forget(int sides);

    [ComputeFunction(Source = """
        import os

        def scale(value, factor):
            if value < 0:
                raise ValueError(f"{value} is negative")
            return [value * factor, int.from_bytes(os.urandom(6), "big")]
        """)]
    ComputeMap<long[]> Scale([ComputeEach] IEnumerable<int> value, int factor, ComputeMapOptions? options = null);

    [ComputeShellFunction("echo {word}")]
    ComputeFuture<ShellResult> Say(string word);
}
