using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.MessagePack.Tests;

/// <summary>Functions for contracts.</summary>
[ComputePayload(Format = typeof(MessagePackFormat))]
public interface IReadings
{
    [ComputeFunction(Source = "def echo(values):\n    return values\n")]
    ComputeFuture<List<Sample>> Echo(IReadOnlyList<Sample> values);

    [ComputeFunction(Source = "import importlib\ndef modules():\n    return [name for name in ('msgpack', 'lz4') if can_import(name)]\n\ndef can_import(name):\n    try:\n        return bool(importlib.import_module(name))\n    except ImportError:\n        return False\n", Name = "modules")]
    ComputeFuture<string[]> Modules();

    [ComputeFunction(Source = "def look(value, named):\n    return f'{type(value).__name__} {len(value)} {value[0]} {value[6]} {named}'\n")]
    ComputeFuture<string> Look(Sample value, Named named);

    [ComputeFunction(Source = "from dataclasses import dataclass\n\n@dataclass\nclass Named:\n    name: str\n    value: float\n\ndef make(n):\n    return [Named(str(i), i / 2) for i in range(n)]\n")]
    ComputeFuture<Named[]> Make(int n);

    [ComputeFunction(Source = "def make(n):\n    return [{'name': 'a', 'value': 1.5}, {'name': object(), 'value': None}][:n]\n")]
    ComputeFuture<Named[]> MakeWrong(int n);

    [ComputeFunction(Source = "def make(n):\n    return None if n == 0 else {'name': 'a', 'value': n}\n")]
    ComputeFuture<Named?> MakeOrNone(int n);

    [ComputeFunction(Source = "import array, datetime, numpy, pandas\ndef make(kind):\n    return [{'name': kind, 'value': eval(kind)}]\n")]
    ComputeFuture<NamedAny[]> MakeAny(string kind);

    [ComputeFunction(Source = "def scale(part, by):\n    return {**part, 'value': part['value'] * by}\n")]
    ComputeMap<Named> ScaleEach([ComputeEach] IEnumerable<Named> part, int by, ComputeMapOptions? options = null);
}
