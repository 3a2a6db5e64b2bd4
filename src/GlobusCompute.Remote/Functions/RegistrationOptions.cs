namespace GlobusCompute.Remote.Functions;

/// <summary>What is stored with a source when it is registered (protocol.md §3.5).</summary>
/// <param name="Description">A text, or null for none.</param>
/// <param name="IsPublic">Whether anybody may run the function.</param>
/// <param name="Group">The Globus group whose members may run it, or null.</param>
/// <param name="HighAssuranceEndpointId">The one high-assurance endpoint it may run on, or null. Excludes the other two ways to share.</param>
/// <param name="ContainerId">
/// The container it runs in, or null. Takes the older route (protocol.md §3.4), which does not know any high-assurance endpoints.
/// </param>
internal sealed record RegistrationOptions(
    string? Description = null, bool IsPublic = false, Guid? Group = null, Guid? HighAssuranceEndpointId = null, Guid? ContainerId = null)
{
    public static RegistrationOptions None { get; } = new();

    /// <exception cref="ArgumentException">The options exclude each other.</exception>
    public void Validate(string displayName)
    {
        if (HighAssuranceEndpointId is not null && (IsPublic || Group is not null))
        {
            throw new ArgumentException($"{displayName}: a function of a high-assurance endpoint can be neither public nor shared with a group.");
        }

        if (HighAssuranceEndpointId is not null && ContainerId is not null)
        {
            throw new ArgumentException($"{displayName}: a function of a high-assurance endpoint cannot be registered with a container.");
        }
    }
}
