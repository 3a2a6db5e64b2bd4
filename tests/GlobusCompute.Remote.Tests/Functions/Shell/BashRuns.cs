using System.Diagnostics;
using System.Text.Json;
using GlobusCompute.Remote.Functions.Shell;
using Xunit;

namespace GlobusCompute.Remote.Tests.Functions.Shell;

/// <summary>Runs commands in a real bash to see what their values do.</summary>
internal static class BashRuns
{
    /// <summary>The command as bash gets it, with a value in the place of <c>{x}</c>.</summary>
    public static string Render(string command, string value) =>
        string.Join(ShellWord.Quote(value), command.Split("{x}").Select(static part => part.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)));

    /// <summary>Runs each command in bash, in an empty folder, and gives those that left a file <c>pwned</c> there.</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(IReadOnlyList<string> commands)
    {
        const string Program = """
            import json, os, subprocess, sys, tempfile
            from concurrent.futures import ThreadPoolExecutor
            def run(command):
                with tempfile.TemporaryDirectory() as folder:
                    try:
                        subprocess.run(["/bin/bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, env={"PATH": "/usr/bin:/bin", "HOME": folder}, start_new_session=True)
                    except subprocess.TimeoutExpired:
                        pass
                    return os.path.exists(os.path.join(folder, "pwned"))
            commands = json.load(sys.stdin)
            with ThreadPoolExecutor(3) as pool:
                json.dump([c for c, b in zip(commands, pool.map(run, commands)) if b], sys.stdout)
            """;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-I", "-S", "-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(commands));
        python.StandardInput.Close();
        var answer = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return JsonSerializer.Deserialize<string[]>(answer)!;
    }
}
