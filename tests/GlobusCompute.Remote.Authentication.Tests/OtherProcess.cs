using System.Diagnostics;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Settings;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>Another process of the same user: gets a token with the stored sign-in at each line that it reads, and writes the token's hash.</summary>
internal static class OtherProcess
{
    public const string Argument = "--other-process";

    private const int Callers = 25;

    public static Process Start(AuthWorld world)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        }

        foreach (var argument in (string[])[Argument, world.Auth.Url.AbsoluteUri, world.Folder, world.Auth.NativeClient.Id.ToString(), world.Time.GetUtcNow().ToString("O")])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new GlobusCredentialOptions
        {
            Environment = new GlobusEnvironment("local", new Uri(args[0]), new Uri(args[0])),
            TokenStore = GlobusTokenStore.InFolder(args[1]),
            TimeProvider = new StandingClock(DateTimeOffset.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture)),
        };
        var credential = new GlobusStoredCredential(options, args[2]);
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            var tokens = await Task.WhenAll(Enumerable.Range(0, Callers).Select(
                _ => Task.Run(() => credential.GetTokenAsync(new ComputeTokenContext(), CancellationToken.None).AsTask())));
            await Console.Out.WriteLineAsync(Hash(Assert.Single(tokens.Select(static token => token.Token).Distinct())));
        }

        return 0;
    }

    public static string Hash(string token) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
