using System.Numerics;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>The interface of a Python file.</summary>
[ComputeModule("peaks.py")]
public partial interface IPeaks;

/// <summary>Every kind of method that an interface may have.</summary>
public interface IKinds
{
    [ComputeFunction(Source = "def future():\n    return 1\n")]
    ComputeFuture<int> Future();

    [ComputeFunction(Source = "def plain():\n    return 1\n")]
    Task<int> Plain(CancellationToken cancellationToken = default);

    [ComputeFunction(Source = "def done():\n    pass\n")]
    Task Done();

    [ComputeFunction(Source = "def void():\n    pass\n", Name = "void")]
    ComputeFuture Void([ComputeTag] string? tag = null);

    [ComputeFunction(Source = "def keyed(a, *, scale=1, label=None):\n    return a\n")]
    ComputeFuture<string> Keyed(int a, [ComputeOmitWhenNull][PythonKeyword] double? scale = null, [PythonKeyword] string? label = null);

    [ComputeFunction(Source = "def many(*values):\n    return len(values)\n")]
    ComputeFuture<int> Many(params int[] values);

    [ComputeFunction(Source = "def norm(*values):\n    return 0.0\n")]
    ComputeFuture<double> Norm(params ReadOnlySpan<double> values);

    [ComputeFunction(Source = "def twin(value):\n    return 1\n")]
    ComputeFuture<int> Twin(int value);

    [ComputeFunction(Source = "def twin(value):\n    return '1'\n")]
    ComputeFuture<int> Twin(string value);

    [ComputeFunction(Source = "def secret(key, name):\n    return 1\n")]
    ComputeFuture<int> Secret([Sensitive] string key, string name);

    [ComputeFunction(Source = "def scale(value, factor, *, offset=0):\n    return value\n")]
    ComputeMap<double> Scale([ComputeEach] IEnumerable<double> value, double factor, [PythonKeyword] double offset = 0, ComputeMapOptions? options = null);

    [ComputeShellFunction("grep {{0}} {pattern} {files}")]
    ComputeFuture<ShellResult> Grep(string pattern, params string[] files);

    [ComputeMpiFunction("simulate --steps {steps}")]
    ComputeFuture<ShellResult> Simulate(int steps);

    [ComputeFunction(Source = "def maybe():\n    return None\n")]
    ComputeFuture<string?> Maybe();

    [ComputeFunction(Source = "def raw():\n    return b''\n")]
    ComputeFuture<byte[]> Bytes();

    [ComputeFunction(Source = "def pair():\n    return (1, 'a')\n")]
    ComputeFuture<(int Number, string Text)> Pair();

    [ComputeFunction(Source = "def moment():\n    return 1\n")]
    ComputeFuture<DateTimeOffset> Moment();

    [ComputeFunction(Source = "def wave():\n    return 1j\n")]
    ComputeFuture<Complex[]> Wave();

    [ComputeFunction(Source = "def grid():\n    return [[1.0]]\n")]
    ComputeFuture<double[,]> Grid();

    [ComputeFunction(Source = "def names():\n    return {1: {'a'}}\n")]
    ComputeFuture<Dictionary<int, HashSet<string>>> Names();

    [ComputeFunction(Source = "def price():\n    return 1\n")]
    ComputeFuture<decimal> Price();

    [ComputeFunction(Source = "def span():\n    return 1\n")]
    ComputeFuture<TimeSpan?> Span();
}
