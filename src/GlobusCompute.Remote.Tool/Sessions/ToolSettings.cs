using System.CommandLine;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Tool.Profiles;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>What a command uses: options, else the profile, else the environment.</summary>
/// <param name="ProfileName">The name of the profile, of settings and of the sign-in.</param>
/// <param name="Profile">The settings of that profile; empty ones where the file has none of that name.</param>
/// <param name="Environment">The environment of Globus.</param>
/// <param name="Service">The service.</param>
internal sealed record ToolSettings(string ProfileName, ProfileSettings Profile, GlobusEnvironment Environment, Uri Service)
{
    /// <exception cref="BadOptionException">A setting cannot be used.</exception>
    public static ToolSettings Read(ServiceLine options, ParseResult line)
    {
        var name = line.GetValue(options.Profile) ?? System.Environment.GetEnvironmentVariable(ProfileFile.NameVariable) switch
        {
            null or "" => ProfileFile.DefaultName,
            var named when ProfileFile.IsName(named) => named,
            _ => throw new BadOptionException($"the environment variable {ProfileFile.NameVariable} must be {ProfileFile.NameRule}."),
        };
        var profile = ProfileFile.Read().Profiles.GetValueOrDefault(name) ?? new ProfileSettings();
        try
        {
            var environment = profile.Environment is { } named ? GlobusEnvironment.Get(named) : GlobusEnvironment.Current;
            return new ToolSettings(name, profile, environment, line.GetValue(options.Service) ?? profile.Service ?? environment.ServiceUrl);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new BadOptionException(e.Message);
        }
    }
}
