using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Tool.Running;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Runs a task with the Python of this machine, which says its versions.</summary>
internal static class PythonCheck
{
    public const string Name = "python";

    // What arguments and results of usual types need in a worker.
    private static readonly string[] s_wanted = ["dill", "numpy"];

    private const string Probe = """
        def gcompute_doctor():
            import importlib.metadata
            import importlib.util
            import sys

            def version(name):
                if importlib.util.find_spec(name) is None:
                    return None
                try:
                    return importlib.metadata.version(name)
                except Exception:
                    return "?"

            return {
                "python": sys.version.split()[0],
                "executable": sys.executable,
                "modules": {name: version(name) for name in ("dill", "numpy", "pandas", "msgpack")},
            }
        """;

    public static async Task<Finding> FindAsync(PythonSetting python, CancellationToken stop)
    {
        try
        {
            using var quiet = new QuietLoggers();
            var local = await python.StartAsync(new LocalComputeServiceOptions { Workers = 1, LoggerFactory = quiet }, stop).ConfigureAwait(false);
            await using (local.ConfigureAwait(false))
            {
                var client = local.CreateClient();
                await using (client.ConfigureAwait(false))
                {
                    var executor = client.CreateExecutor(local.EndpointId);
                    var probe = PythonFunction.FromSource(Probe, "gcompute_doctor");
                    return Describe(await executor.Submit<PythonValue>(probe, cancellationToken: stop).ConfigureAwait(false));
                }
            }
        }
        catch (ExitException e)
        {
            return Finding.Odd(
                Name,
                e.Message,
                "install Python 3.9 or later, or name one with --python or GCOMPUTE_PYTHON. Only --local and 'gcompute local' need it.");
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return Finding.Odd(
                Name, $"a task could not be run on this machine: {e.Message}", "run 'gcompute local' for details. Calls of endpoints do not need it.");
        }
    }

    private static Finding Describe(PythonValue facts)
    {
        var modules = facts["modules"].Entries.ToDictionary(static module => module.Key.As<string>(), static module => module.Value);
        var executable = facts["executable"].As<string>();
        var there = modules.Where(static module => !module.Value.IsNone).Select(static module => $"{module.Key} {module.Value.As<string>()}");
        var found = string.Join(", ", there);
        var message = $"Python {facts["python"].As<string>()} ({executable}){(found.Length > 0 ? $": {found}" : "")}";
        var missing = s_wanted.Where(name => modules[name].IsNone).ToList();
        return missing.Count == 0
            ? Finding.Good(Name, message)
            : Finding.Odd(
                Name,
                $"{message}; without {string.Join(" and ", missing)}",
                $"install what tasks need for --local: {executable} -m pip install {string.Join(' ', missing)}");
    }
}
