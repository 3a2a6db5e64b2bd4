using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Functions;

/// <summary>Makes the requests that register functions.</summary>
internal static class RegisterRequests
{
    /// <param name="function">A function with a source.</param>
    public static RegisterRequest Of(FunctionDefinition function)
    {
        var options = function.Registration;
        return new RegisterRequest
        {
            FunctionName = function.Name,
            FunctionCode = function.Code!,
            SerdeIdentifier = FunctionCode.Identifier,
            Description = options.Description,
            Public = options.IsPublic ? true : null,
            Group = options.Group,
            HaEndpointId = options.HighAssuranceEndpointId,
            ContainerUuid = options.ContainerId,
        };
    }
}
