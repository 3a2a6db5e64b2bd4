using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>Runs the tests, or, when a test asks for it, is another process of the same user.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [OtherProcess.Argument, .. var rest] => await OtherProcess.RunAsync(rest),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
