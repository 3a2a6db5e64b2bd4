namespace GlobusCompute.Remote.TestFixtures;

/// <summary>A user of a <see cref="RabbitMqNode"/>.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Password">The password as of now; renewing it makes a new <see cref="RabbitMqUser"/>.</param>
public sealed record RabbitMqUser(string Name, string Password);
