using GlobusCompute.Remote.Compatibility.Tests.Recording;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GlobusCompute.Remote.Compatibility.Tests;

/// <summary>Runs the tests, or records a version: <c>record VERSION</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["record", var name] => Record(name),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };

    private static int Record(string name)
    {
        try
        {
            Console.WriteLine($"Recorded {VersionRecorder.Record(name, PastVersion.PastFolder)}");
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        foreach (var file in ShippedSurface.Ship(Path.Combine(TestPaths.Root, "src")))
        {
            Console.WriteLine($"Shipped {file}");
        }

        Console.WriteLine("Build the tests again, run them, and commit what was written.");
        return 0;
    }
}
