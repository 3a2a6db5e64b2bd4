// Prints one JSON line for each generated call: what would be sent, and what the function must give back. tests/README.md describes the lines.
using System.Globalization;
using System.Text.Json;
using GlobusCompute.Remote;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.PayloadDump;

var (count, seed) = (500, 1);
for (var i = 0; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
    switch (args[i])
    {
        case "--count" when value > 0:
            count = value.Value;
            break;
        case "--seed" when value is not null:
            seed = value.Value;
            break;
        default:
            Console.Error.WriteLine("Usage: GlobusCompute.Remote.PayloadDump [--count N] [--seed N]");
            return 2;
    }
}

using var service = new CapturingHandler();
await using var client = new ComputeClient(new ComputeClientOptions
{
    ServiceUrl = new Uri("http://127.0.0.1:1/"),
    Credential = new ComputeAccessTokenCredential("token"),
    HttpMessageHandler = service,
    Delivery = ComputeDelivery.Poll,
    PollInterval = TimeSpan.FromMinutes(1),
    MaxPollInterval = TimeSpan.FromMinutes(1),
    RequestBudget = null,
});
await using var executor = client.CreateExecutor(Guid.NewGuid());
var cases = new Cases(executor, new RandomArguments(seed));
using var output = new StreamWriter(Console.OpenStandardOutput());
for (var left = count; left > 0;)
{
    var round = cases.Round().Take(left).ToList();
    left -= round.Count;
    var futures = round.ConvertAll(c => c.Call());
    foreach (var (one, future) in round.Zip(futures))
    {
        var sent = service.Sent[await future.Submitted];
        var line = new Dictionary<string, object?>
        {
            ["kind"] = one.Kind,
            ["function_code"] = sent.FunctionCode,
            ["payload"] = sent.Payload,
            [one.ExpectError is null ? "expect" : "expect_error"] = one.ExpectError ?? one.Expect,
            ["result_serializers"] = sent.ResultSerializers,
        };
        await output.WriteLineAsync(JsonSerializer.Serialize(line));
    }
}

return 0;
