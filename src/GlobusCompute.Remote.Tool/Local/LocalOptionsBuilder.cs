using System.CommandLine;
using GlobusCompute.Remote.LocalService;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>Makes the service's options from the command line.</summary>
internal static class LocalOptionsBuilder
{
    /// <exception cref="BadOptionException">A value cannot be used.</exception>
    public static async Task<LocalComputeServiceOptions> BuildAsync(
        LocalOptions options, ParseResult line, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var variables = (line.GetValue(options.Env) ?? []).ToLookup(text => text.Contains('='));
        return new LocalComputeServiceOptions
        {
            Port = line.GetValue(options.Port),
            Token = options.GetToken(line),
            EndpointId = line.GetValue(options.Endpoint),
            Workers = line.GetValue(options.Workers),
            Python = line.GetValue(options.Python),
            AmqpUrl = options.GetAmqp(line),
            WorkerEnvironmentVariables = [.. variables[false]],
            Environment = ReadValues(variables[true]),
            Auth = line.GetValue(options.Auth.IsOn),
            AuthOptions = options.Auth.Build(line),
            Faults = line.GetValue(options.Faults) is { } file ? await ReadFaultsAsync(file, cancellationToken).ConfigureAwait(false) : null,
            LoggerFactory = loggers,
        };
    }

    // The last of several values for one name counts.
    private static Dictionary<string, string?> ReadValues(IEnumerable<string> variables)
    {
        var values = new Dictionary<string, string?>();
        foreach (var parts in variables.Select(text => text.Split('=', 2)))
        {
            values[parts[0]] = parts[1];
        }

        return values;
    }

    private static async Task<FaultPlan> ReadFaultsAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await FaultPlan.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            // The message names the file.
            throw new BadOptionException($"--faults: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadOptionException($"--faults: the file '{file}' cannot be read: {e.Message}");
        }
    }
}
