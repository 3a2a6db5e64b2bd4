using System.CommandLine;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary><c>gcompute doctor</c>: what it takes, and its help.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var options = new DoctorLine();
        var command = new Command(
            "doctor",
            "Checks what calls need, one thing after the other: Python, the service, the clock, the sign-in, the result stream, the endpoint and a task. "
            + "Says of each finding what to do.");
        options.AddTo(command);
        return CommandSession.Complete(command, [ExitCodes.FindingsFailed, ExitCodes.Stopped], context => RunAsync(options, context));
    }

    private static async Task<int> RunAsync(DoctorLine options, CommandContext context)
    {
        var hasFailed = false;
        await foreach (var finding in FindAsync(options, context).ConfigureAwait(false))
        {
            finding.Print(context.Output);
            hasFailed |= finding.State == Finding.Failed;
        }

        return hasFailed ? ExitCodes.FindingsFailed : ExitCodes.Ended;
    }

    private static async IAsyncEnumerable<Finding> FindAsync(DoctorLine options, CommandContext context)
    {
        yield return ToolCheck.Find(context);
        yield return await PythonCheck.FindAsync(PythonSetting.Of(context.Line.GetValue(options.Python), context.Settings), context.Stop)
            .ConfigureAwait(false);
        using var service = new ServiceCheck(context, options.TimeLimit(context.Line));
        yield return await service.FindRestAsync().ConfigureAwait(false);
        yield return service.FindClock();
        yield return service.FindVersion();
        var account = new AccountCheck(context, service);
        yield return await account.FindAsync().ConfigureAwait(false);
        await foreach (var finding in new StreamCheck(context, service, account, options.TimeLimit(context.Line)).FindAsync().ConfigureAwait(false))
        {
            yield return finding;
        }

        var endpoint = new EndpointCheck(context, account, context.Line.GetValue(options.Endpoint) ?? context.Settings.Profile.Endpoint);
        yield return await endpoint.FindAsync().ConfigureAwait(false);
        yield return context.Line.GetValue(options.NoProbe)
            ? Finding.Skip(EndpointCheck.ProbeName, "no task was sent (--no-probe)")
            : await endpoint.ProbeAsync(options.ProbeLimit(context.Line)).ConfigureAwait(false);
    }
}
