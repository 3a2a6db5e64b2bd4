using System.CommandLine;
using GlobusCompute.Remote.Tool.Profiles;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>The options that all commands have which talk to the service or read files of the user.</summary>
internal sealed class ServiceLine
{
    public Option<string?> Profile { get; } = new("--profile")
    {
        HelpName = "NAME",
        Description = $"The profile of settings and of the sign-in. Default: that in {ProfileFile.NameVariable}, or else {ProfileFile.DefaultName}.",
        CustomParser = argument => ProfileFile.IsName(OptionValue.Text(argument))
            ? OptionValue.Text(argument)
            : OptionValue.Refuse<string?>(argument, ProfileFile.NameRule),
    };

    public Option<Uri?> Service { get; } = new("--service")
    {
        HelpName = "URL",
        Description = "The service. Default: the profile's, or else that of the environment of Globus.",
        CustomParser = OptionValue.Url,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints JSON, one object a line (docs/cli-json.md). Messages go to standard error.",
    };

    public void AddTo(Command command)
    {
        command.Add(Profile);
        command.Add(Service);
        command.Add(Json);
    }
}
