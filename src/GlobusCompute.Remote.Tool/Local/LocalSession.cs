using System.CommandLine;
using GlobusCompute.Remote.LocalService;
using Spectre.Console;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>One run of <c>gcompute local</c>, from its options to its exit code.</summary>
internal static class LocalSession
{
    public static async Task<int> RunAsync(LocalOptions options, ParseResult line)
    {
        var stop = StopSignals.Watch();
        try
        {
            var isLive = !line.GetValue(options.Json) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
            // On a terminal the live view moves the cursor, so it must know of all else that is written there.
            Action<string> log = isLive && !Console.IsErrorRedirected ? text => AnsiConsole.Console.WriteLine(text) : Console.Error.WriteLine;
            using var loggers = new LineLoggers(log, TimeProvider.System);
            var serviceOptions = await LocalOptionsBuilder.BuildAsync(options, line, loggers, stop).ConfigureAwait(false);
            var service = await LocalComputeService.StartAsync(serviceOptions, stop).ConfigureAwait(false);
            await using (service.ConfigureAwait(false))
            {
                loggers.IncludesServer = true;
                var ready = new ReadyMessage(service.Url, service.Token, service.EndpointId, serviceOptions.AmqpUrl)
                {
                    Dashboard = service.CreateDashboardLink(),
                    TokenSource = options.GetTokenSource(line),
                    Auth = service.Auth is { } auth ? new ReadyAuth(auth, LocalAuthLine.GetSecretSource()) : null,
                };
                ILocalView view = line.GetValue(options.Json) ? new JsonView(Console.Out)
                    : isLive ? new LiveView(AnsiConsole.Console, TimeProvider.System)
                    : new PlainView(Console.Out, TimeProvider.System);
                await view.RunAsync(ready, service.GetTaskStatistics, stop).ConfigureAwait(false);
            }

            return ExitCodes.Ended;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Ended;
        }
        catch (Exception e)
        {
            var (code, message) = LocalFailure.Describe(e, line.GetValue(options.Port), options.GetAmqpSource(line));
            ErrorLine.Write("gcompute local", message);
            return code;
        }
    }
}
