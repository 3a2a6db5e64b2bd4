using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.IntegrationTests.Formats;

[ComputePayload(Format = typeof(PointFormat))]
public interface IFormatted
{
    [ComputeFunction(Source = "def turn(point: complex, times: int) -> complex:\n    return point * 1j ** times\n")]
    ComputeFuture<Point> Turn(Point point, int times);

    [ComputeFunction(Source = "def turn(point, times=1):\n    return None if point is None else point * 1j ** times\n")]
    ComputeFuture<Point?> TurnOptional([ComputeOmitWhenNull, PythonKeyword] int? times, [PythonKeyword] Point? point);

    [ComputeFunction(Source = "def total(points):\n    return sum(points)\n")]
    ComputeFuture<Point> Total(IReadOnlyList<Point> points);

    [ComputeFunction(Source = "def total(*points):\n    return sum(points)\n")]
    ComputeFuture<Point> TotalOfEach(params Point[] points);

    [ComputeFunction(Source = "def steps(point, n):\n    return [point * i for i in range(n)]\n")]
    ComputeFuture<List<Point>> Steps(Point point, int n);

    [ComputeFunction(Source = "def louder(texts):\n    return texts + [None]\n")]
    ComputeFuture<Shout?[]> LouderEach(IEnumerable<Shout?> texts);

    [ComputeFunction(Source = "def named(points):\n    return {key: value + 1 for key, value in points.items()}\n")]
    ComputeFuture<IReadOnlyDictionary<string, Point>> Named(Dictionary<string, Point> points);

    [ComputeFunction(Source = "def louder(text, suffix=''):\n    return text + suffix\n")]
    ComputeFuture<Shout> Louder(Shout text, [PythonKeyword, ComputeOmitWhenNull] Shout? suffix = null);

    [ComputeFunction(Source = "def both(point, text, decode, encode):\n    return f'{point.real:g} {text} {decode} {encode}'\n")]
    ComputeFuture<string> Both(Point point, Shout text, int decode, decimal encode);

    [ComputeFunction(Source = "def turn(point, times):\n    return point * 1j ** times\n")]
    ComputeMap<Point> TurnEach([ComputeEach] IEnumerable<Point> point, int times, ComputeMapOptions? options = null);

    [ComputeFunction(Source = "def wrong(n):\n    return [1j, 2j, n]\n")]
    ComputeFuture<List<Point>> Wrong(int n);

    [ComputeFunction(Source = "def short(n):\n    return [1j] * n\n")]
    ComputeFuture<Point> NotOne(int n);

    [ComputeFunction(Source = "def bump(version):\n    return bytes([version[0], version[1] + 1])\n")]
    [return: ComputePayload(Format = typeof(RawFormat))]
    ComputeFuture<Version> Bump([ComputePayload(Format = typeof(RawFormat))] Version version);

    [ComputeFunction(Source = "def nothing(point):\n    return None\n")]
    ComputeFuture<Point> Nothing(Point point);

    [ComputeFunction(Source = "def repeat(text, n):\n    return text * n\n")]
    ComputeFuture<Shout> Repeat(Shout text, int n);
}
