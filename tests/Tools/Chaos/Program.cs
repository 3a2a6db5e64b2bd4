using GlobusCompute.Remote.Chaos.Client;
using GlobusCompute.Remote.Chaos.Conducting;
using GlobusCompute.Remote.Chaos.Memory;

namespace GlobusCompute.Remote.Chaos;

/// <summary>
/// Streams many calls through two clients of one task group while everything around them fails, and judges what became of each: [--seed N] [--tasks N].
/// Or streams calls through one client, and watches its memory: --memory [--faults]. Ends with 0 when nothing is wrong.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        ChaosOptions options;
        try
        {
            options = ChaosOptions.Parse(arguments);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }

        return (options.Child, options.Memory) switch
        {
            ({ } child, true) => await MemoryClient.RunAsync(options, child),
            ({ } child, false) => await ClientRun.RunAsync(options, child),
            (null, true) => await MemoryRun.RunAsync(options),
            (null, false) => await ChaosRun.RunAsync(options),
        };
    }
}
