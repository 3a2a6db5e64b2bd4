using GlobusCompute.Remote.LocalService.Options;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Who a token acts for: a person, or a client for itself.</summary>
internal sealed record Identity(Guid Id, string Username, string Name)
{
    public static Identity Of(LocalAuthPerson person) => new(person.Id, person.Username, person.Name);

    public static Identity Of(LocalAuthClient client) => new(client.Id, $"{client.Id}{LocalAuthRules.ClientDomain}", client.Name);
}
