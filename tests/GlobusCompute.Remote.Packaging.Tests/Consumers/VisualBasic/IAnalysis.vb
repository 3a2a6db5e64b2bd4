Imports GlobusCompute.Remote

Public Interface IAnalysis
    <ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")>
    Function HelloWorld() As ComputeFuture(Of String)
End Interface
