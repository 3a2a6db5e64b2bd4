// The examples of the documentation of Python's Executor, in C#, in its order.
using FromPython;
using FromPython.Examples;
using GlobusCompute.Remote;
using GlobusCompute.Remote.LocalService;

if (args is [Reload.Victim, ..])
{
    return await Reload.SubmitAndStayAsync(args[1..]);
}

await using var local = await LocalComputeService.StartAsync();
await using var client = local.CreateClient();
await using var executor = client.CreateExecutor(local.EndpointId);
var example = new Example(local, client, executor, executor.CreateProxy<IFunctions>());

(string Name, Func<Example, Task> Run)[] examples =
[
    ("a call", Calls.OneAsync),
    ("a function known at run time", Calls.DynamicAsync),
    ("a registered function", Calls.RegisteredAsync),
    ("many calls", Calls.ManyAsync),
    ("as completed", Calls.AsCompletedAsync),
    ("status", Calls.StatusAsync),
    ("an exception", Calls.ExceptionAsync),
    ("map", Calls.MapAsync),
    ("a shell command", Shell.RunAsync),
    ("reload after the process was killed", Reload.RunAsync),
    ("shutdown", Calls.ShutdownAsync),
];

foreach (var (name, run) in examples)
{
    Console.WriteLine($"== {name}");
    await run(example);
}

return 0;
