open System
open System.Collections
open System.Threading.Tasks
open GlobusCompute.Remote
open GlobusCompute.Remote.LocalService

type Fit = { FittedAt: string; Values: float list; Note: string option }

[<Struct>]
type Pair = { Left: int; Right: int }

type Shape =
    | Circle of radius: float
    | Square of side: float

type Color =
    | Red = 0
    | Green = 1

type IPlain =
    abstract Add: int * int -> ComputeFuture<int>

let echo = PythonFunction.FromSource("def echo(x): return x")
let shown = PythonFunction.FromSource("def shown(x): return repr(x)")

let run () : Task =
    task {
        use! local = LocalComputeService.StartAsync()
        use client = local.CreateClient()
        use executor = client.CreateExecutor(local.EndpointId)
        let options = ComputeCallOptions.ForReflection()

        let check (value: 'T) : Task =
            task {
                try
                    let! python = executor.Submit<string>(shown, CallArguments.Of(value), options)
                    let! back = executor.Submit<'T>(echo, CallArguments.Of(value), options)
                    let same = StructuralComparisons.StructuralEqualityComparer.Equals(value, back)
                    printfn "%s %s" python (if same then "same" else $"not %A{back}")
                with e ->
                    printfn "%s: %s" (e.GetType().Name) (e.Message.Split('.')[0])
            }

        do! check [ 1; 2; 3 ]
        do! check ([]: int list)
        do! check [ [ "a" ]; [] ]
        do! check (Some 3)
        do! check (None: int option)
        do! check (Some "a")
        do! check (ValueSome 3)
        do! check (ValueNone: int voption)
        do! check ()
        do! check (1, "a")
        do! check (1, 2.5, true, [ Some 1; None ])
        do! check (1, 2, 3, 4, 5, 6, 7)
        do! check (struct (1, "a"))
        do! check [ (1, "a"); (2, "b") ]
        do! check (1, (2, 3))
        do! check { FittedAt = "now"; Values = [ 1.0 ]; Note = None }
        do! check { FittedAt = "now"; Values = []; Note = Some "x" }
        do! check [ { Left = 1; Right = 2 } ]
        do! check {| A = 1; B = (1, "b") |}
        do! check (Map.ofList [ "a", 1 ])
        do! check (Set.ofList [ 2; 1 ])
        do! check [| 1; 2 |]
        do! check Color.Green
        do! check 12345678901234567890I
        do! check (Circle 2.0)
        do! check (Ok 1: Result<int, string>)
        do! check (1, 2, 3, 4, 5, 6, 7, 8)

        try
            executor.CreateProxy<IPlain>() |> ignore
        with e ->
            printfn "%s" e.Message

        try
            executor.Submit<int list>(echo, CallArguments.Of([ 1 ])) |> ignore
        with e ->
            printfn "%s" (if e.Message.Contains("ComputeCallOptions.ForReflection()") then "names ForReflection" else e.Message)
    }

run().GetAwaiter().GetResult()
