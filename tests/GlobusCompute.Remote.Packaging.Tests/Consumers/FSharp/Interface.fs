module Interface

open GlobusCompute.Remote

type IAnalysis =
    [<ComputeFunction(Source = "def add(a, b): return a + b")>]
    abstract Add: int * int -> ComputeFuture<int>
