using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Runs the tests, or, when a test asks for it, is an app with a local service in it.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [VictimApp.Argument, .. var rest] => await VictimApp.RunAsync(rest),
        [PlainApp.Argument] => await PlainApp.RunAsync(),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
