using GlobusCompute.Remote;

await using var client = new ComputeClient(new ComputeClientOptions { Credential = new ComputeAccessTokenCredential("unused") });
await using var executor = client.CreateExecutor(Guid.NewGuid());
try
{
    executor.CreateProxy<IAdder>();
}
catch (InvalidOperationException refusal)
{
    Console.WriteLine(refusal.Message);
}

internal interface IAdder
{
    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> Add(int a, int b);
}
