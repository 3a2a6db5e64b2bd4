using GlobusCompute.Remote;

namespace FromPython.Examples;

internal static class Calls
{
    // gce.submit(add, 1, 2).result()
    public static async Task OneAsync(Example example) => Console.WriteLine(await example.Functions.Add(1, 2));

    // The same without an interface: the types are checked when the result comes.
    public static async Task DynamicAsync(Example example)
    {
        var add = PythonFunction.FromSource("def add(a, b):\n    return a + b\n");
        Console.WriteLine(await example.Executor.Submit<int>(add, CallArguments.Of(1, 2)));
    }

    // fn_id = gce.register_function(some_processor); gce.submit_to_registered_function(function_id=fn_id)
    public static async Task RegisteredAsync(Example example)
    {
        var processor = PythonFunction.FromSource("def some_processor(*args, **kwargs):\n    return ['some', 'result']\n");
        var functionId = await example.Executor.RegisterFunctionAsync(processor);
        var futures = Enumerable.Range(0, 5).Select(_ => example.Executor.SubmitToRegisteredFunction<string[]>(functionId)).ToArray();
        foreach (var result in await Task.WhenAll(futures))
        {
            Console.WriteLine(string.Join(' ', result));
        }
    }

    // futures = [gce.submit(add, i, i) for i in range(1000)]; sum(f.result() for f in futures)
    public static async Task ManyAsync(Example example)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => example.Functions.Add(i, i)));
        Console.WriteLine(results.Sum());
    }

    // for future in concurrent.futures.as_completed(futures): ...
    public static async Task AsCompletedAsync(Example example)
    {
        ComputeFuture<double>[] futures = [.. Enumerable.Range(0, 4).Select(x => example.Functions.Inverse(x))];
        var good = 0;
        await foreach (var future in futures.WhenEach())
        {
            good += future.IsCompletedSuccessfully ? 1 : 0;
        }

        Console.WriteLine($"{good} of {futures.Length} have an inverse");
    }

    // future.done(); future.task_id; client.get_task(future.task_id)
    public static async Task StatusAsync(Example example)
    {
        var future = example.Functions.SquareSlowly(3, seconds: 0.2);
        Console.WriteLine($"done when it is made: {future.IsCompleted}");
        var taskId = await future.Submitted;
        await future;
        var task = await example.Client.GetTaskAsync(taskId);
        Console.WriteLine($"{future.Stage}, {task.State}, {task.GetResult<int>()}");
    }

    // try: future.result() except TaskExecutionFailed as e: ...
    public static async Task ExceptionAsync(Example example)
    {
        try
        {
            await example.Functions.Inverse(0);
        }
        catch (TaskExecutionFailedException e)
        {
            Console.WriteLine($"{e.RemoteType}: {e.RemoteMessage}");
        }
    }

    // gce.map(square, range(1000), chunksize=100), which Python's Executor does not have
    public static async Task MapAsync(Example example)
    {
        long sum = 0;
        await foreach (var value in example.Functions.Squares(Enumerable.Range(0, 1000), new ComputeMapOptions { ChunkSize = 100 }).Values())
        {
            sum += value;
        }

        Console.WriteLine(sum);
    }

    // gce.shutdown(wait=True)
    public static async Task ShutdownAsync(Example example)
    {
        var last = example.Functions.SquareSlowly(4, seconds: 0.1);
        await example.Executor.ShutdownAsync(wait: true);
        Console.WriteLine($"{last.IsCompletedSuccessfully}, and no other call is taken: {IsRefused(example)}");
    }

    private static bool IsRefused(Example example)
    {
        try
        {
            _ = example.Functions.Add(1, 2);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
