using System.Diagnostics;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>Has a running node evaluate Erlang expressions, in milliseconds (rabbitmqctl takes seconds).</summary>
internal sealed class ErlangCall(RabbitMqInstallation installation, RabbitMqNodeFolder folder, int distributionPort)
{
    private const int Attempts = 20;

    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(100);

    /// <summary>Evaluates an expression.</summary>
    /// <param name="expression">Erlang, without the closing full stop.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The value as Erlang prints it.</returns>
    /// <exception cref="RabbitMqException">The node cannot be reached or the expression failed.</exception>
    public async Task<string> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await EvaluateOnceAsync(expression, cancellationToken);
            }
            catch (RabbitMqException e) when (attempt < Attempts && e.Message.Contains("failed to connect to node", StringComparison.Ordinal))
            {
                // Calls that come at the same moment can be taken for one another by the node. Nothing was evaluated.
                await Task.Delay(s_again, cancellationToken);
            }
        }
    }

    private async Task<string> EvaluateOnceAsync(string expression, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(installation.Call, ["-address", $"127.0.0.1:{distributionPort}", "-e"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Home;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync($"{expression}.\n".AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        var answer = await output;
        const string Prefix = "{ok, ";
        if (process.ExitCode != 0 || !answer.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new RabbitMqException(
                $"The node did not evaluate \"{expression}\" (exit code {process.ExitCode}): {answer} {await errors}");
        }

        return answer[Prefix.Length..^1];
    }

    /// <summary>A text as an Erlang binary, whatever characters it has.</summary>
    public static string Binary(string text) => $"<<{string.Join(',', System.Text.Encoding.UTF8.GetBytes(text))}>>";
}
