using System.Security.Claims;
using GlobusCompute.Remote.AspNetCore.Tokens;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GlobusCompute.Remote.AspNetCore.Users;

/// <summary>Finds the user of a scope: of a web request, or of a Blazor circuit, which outlives the request that opened it.</summary>
internal sealed class CurrentUser(IServiceProvider scope, IHttpContextAccessor http, UserTokenRegistry users)
{
    /// <exception cref="AuthorizationRequiredException">Nobody is signed in.</exception>
    public ComputeUser Get() => UserIds.Find(FindPrincipal()) is { } id
        ? new ComputeUser(id, users.Get(id))
        : throw new AuthorizationRequiredException("Nobody is signed in with Globus.");

    private ClaimsPrincipal? FindPrincipal()
    {
        // The accessor of a circuit may have the request that opened it, so it counts in that request's own scope alone.
        var context = http.HttpContext;
        if (context is not null && ReferenceEquals(context.RequestServices.GetService<CurrentUser>(), this))
        {
            return context.User;
        }

        if (scope.GetService<AuthenticationStateProvider>() is not { } circuit)
        {
            return context?.User;
        }

        var state = circuit.GetAuthenticationStateAsync();
        return state.IsCompletedSuccessfully
            ? state.Result.User
            : throw new InvalidOperationException("The user of the circuit is not known yet; await its authentication state before its calls.");
    }
}
