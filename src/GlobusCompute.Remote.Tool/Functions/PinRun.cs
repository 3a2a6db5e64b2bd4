using System.CommandLine;
using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>One run of <c>gcompute function pin</c>.</summary>
internal static class PinRun
{
    // Somebody waits for the command and can start it again.
    private const int MaxAttempts = 3;

    public static async Task<int> RunAsync(PinOptions options, ParseResult line, FunctionsOutput output, CancellationToken stop)
    {
        var project = await ProjectFunctions.ReadAsync(options, line, output.Tell, stop).ConfigureAwait(false);
        var before = LockFiles.Load(project.LockFile);
        var service = line.GetValue(options.Service) ?? new ComputeClientOptions().ServiceUrl;
        var report = await PinAsync(options, line, project, before, service, stop).ConfigureAwait(false);
        PinCredential.ThrowIfMissing(report);
        var after = line.GetValue(options.Prune) ? report.LockFile.WithoutUnknown(project.Functions) : report.LockFile;
        if (after.Entries.Count > 0 || File.Exists(project.LockFile))
        {
            LockFiles.Save(after, project.LockFile);
        }

        var check = after.Check(project.Functions, service);
        output.Show(new FunctionsReport(
            project.LockFile,
            check.IsClean,
            [.. check.Items.Select(item => Row(item, check, report)), .. Removed(report.LockFile, after)]));
        return report.Failures.Count == 0 ? ExitCodes.Ended : ExitCodes.NotPinned;
    }

    private static async Task<ComputePinReport> PinAsync(
        PinOptions options, ParseResult line, ProjectFunctions project, ComputeLockFile file, Uri service, CancellationToken stop)
    {
        if (file.Check(project.Functions, service) is var check && !check.In(ComputeLockState.Missing).Concat(check.In(ComputeLockState.Drifted)).Any())
        {
            // Nobody is asked, so that no token is needed.
            return new ComputePinReport(file, [], []);
        }

        var client = CreateClient(service, line.GetValue(options.Token), line.GetValue(options.Profile));
        await using (client.ConfigureAwait(false))
        {
            var pinning = new ComputePinOptions { Owner = line.GetValue(options.Owner), OnPinned = now => LockFiles.Save(now, project.LockFile) };
            return await file.PinAsync(client, project.Functions, pinning, stop).ConfigureAwait(false);
        }
    }

    private static ComputeClient CreateClient(Uri service, string? token, string? profile)
    {
        try
        {
            return new ComputeClient(new ComputeClientOptions
            {
                ServiceUrl = service,
                MaxAttempts = MaxAttempts,
                Credential = token is null ? PinCredential.Create(service, profile) : new ComputeAccessTokenCredential(token),
                AllowInteraction = false,
            });
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new BadOptionException($"the client cannot be created: {e.Message}");
        }
    }

    private static FunctionRow Row(ComputeLockItem item, ComputeLockCheck check, ComputePinReport report)
    {
        var failure = report.Failures.FirstOrDefault(failure => failure.Function.Method == item.Method);
        // The row names the function already.
        var row = FunctionRow.Of(item, check.Environment, (failure?.Error.InnerException ?? failure?.Error)?.Message);
        return failure is not null ? row with { State = "failed" }
            : item.Entry is { } entry && report.Registered.Contains(entry) ? row with { State = "registered" }
            : row;
    }

    private static IEnumerable<FunctionRow> Removed(ComputeLockFile before, ComputeLockFile after) =>
        before.Entries.Except(after.Entries).Select(static entry => new FunctionRow(entry.Method, entry.Environment, "removed", entry.FunctionId));
}
