using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>All routes of Globus Auth.</summary>
internal static class AuthRouteTable
{
    public static void Map(IEndpointRouteBuilder routes, AuthState state)
    {
        new DiscoveryRoutes(state).Map(routes);
        new AuthorizeRoutes(state).Map(routes);
        new PageRoutes(state).Map(routes);
        new TokenRoutes(state).Map(routes);
        new AccountRoutes(state).Map(routes);
    }
}
