using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>A page that says why a sign-in does not go on: to the person, since the application cannot be trusted with it.</summary>
internal sealed class PageException(string message) : Exception(message)
{
    public int Status => StatusCodes.Status400BadRequest;
}
