using System.CommandLine;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>One run of <c>gcompute function check</c>.</summary>
internal static class CheckRun
{
    public static async Task<int> RunAsync(FunctionsOptions options, ParseResult line, FunctionsOutput output, CancellationToken stop)
    {
        var project = await ProjectFunctions.ReadAsync(options, line, output.Tell, stop).ConfigureAwait(false);
        var file = LockFiles.Load(project.LockFile);
        Uri[] environments = line.GetValue(options.Service) is { } service ? [service] : [.. file.Entries.Select(static entry => entry.Environment).Distinct()];
        var checks = environments.DefaultIfEmpty(new ComputeClientOptions().ServiceUrl)
            .Select(environment => file.Check(project.Functions, environment))
            .OrderBy(static check => check.Environment.AbsoluteUri, StringComparer.Ordinal)
            .ToList();
        var isClean = checks.TrueForAll(static check => check.IsClean);
        output.Show(new FunctionsReport(
            project.LockFile,
            isClean,
            [.. checks.SelectMany(static check => check.Items.Select(item => FunctionRow.Of(item, check.Environment)))]));
        return isClean ? ExitCodes.Ended : ExitCodes.NotPinned;
    }
}
