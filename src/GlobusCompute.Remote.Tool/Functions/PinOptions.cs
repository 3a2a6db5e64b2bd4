using System.CommandLine;
using GlobusCompute.Remote.Authentication;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>What <c>gcompute function pin</c> takes beside what both commands do.</summary>
internal sealed class PinOptions() : FunctionsOptions("The service to register on. Default: the production service.")
{
    public Option<string?> Token { get; } = new("--token")
    {
        HelpName = "T",
        Description = $"The access token. Default: the one in {ComputeAccessTokenCredential.EnvironmentVariable}, which other users of the machine do not see, "
            + "or else that of the client credentials in the environment, or of 'gcompute login'.",
        CustomParser = argument => OptionValue.IsToken(OptionValue.Text(argument))
            ? OptionValue.Text(argument)
            : OptionValue.RefuseSecret<string?>(argument, "visible ASCII characters without blanks"),
    };

    public Option<string?> Profile { get; } = new("--profile")
    {
        HelpName = "NAME",
        Description = $"The profile of the sign-in. Default: {GlobusCredentialOptions.DefaultProfile}.",
    };

    public Option<Guid?> Owner { get; } = new("--owner")
    {
        HelpName = "UUID",
        Description = "The Globus identity recorded as the owner of registered functions. Default: none, since the service does not return it.",
        CustomParser = argument => Guid.TryParseExact(OptionValue.Text(argument), "D", out var id) && id != Guid.Empty
            ? id
            : OptionValue.Refuse<Guid?>(argument, "a UUID that is not all zero"),
    };

    public Option<bool> Prune { get; } = new("--prune")
    {
        Description = "Removes the pins, for all services, that belong to no function of the project.",
    };

    public override void AddTo(Command command)
    {
        base.AddTo(command);
        command.Add(Token);
        command.Add(Profile);
        command.Add(Owner);
        command.Add(Prune);
    }
}
