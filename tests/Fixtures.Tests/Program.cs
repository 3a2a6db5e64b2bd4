using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>Runs the tests, or is the process that a test starts and kills.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [NodeHost.Argument, var ending] => await NodeHost.RunAsync(ending),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
