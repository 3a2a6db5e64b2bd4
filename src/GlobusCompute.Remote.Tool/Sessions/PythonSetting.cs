using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>The Python interpreter of this machine that a command uses.</summary>
/// <param name="Path">The interpreter; null for the one that the local service finds.</param>
/// <param name="Name">What named it, for messages.</param>
internal sealed record PythonSetting(string? Path, string Name)
{
    private const string Option = "--python";
    private const string Property = $"{nameof(LocalComputeServiceOptions)}.{nameof(LocalComputeServiceOptions.Python)}";

    /// <summary>Gets the interpreter of an option, or else of the profile.</summary>
    public static PythonSetting Of(string? option, ToolSettings settings) => option is null && settings.Profile.Python is { } python
        ? new PythonSetting(python, $"the setting 'python' of the profile '{settings.ProfileName}'")
        : new PythonSetting(option, Option);

    /// <summary>Writes a message about the interpreter with what the user typed.</summary>
    public string Describe(Exception exception) => exception.Message.Replace(Property, Name, StringComparison.Ordinal);

    /// <summary>Starts the local service with the interpreter.</summary>
    /// <exception cref="ExitException">The interpreter cannot be used.</exception>
    public async Task<LocalComputeService> StartAsync(LocalComputeServiceOptions options, CancellationToken stop)
    {
        options.Python = Path;
        try
        {
            return await LocalComputeService.StartAsync(options, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is PythonNotFoundException or PythonWorkerException)
        {
            throw new ExitException(ExitCodes.NoPython, Describe(e));
        }
    }
}
