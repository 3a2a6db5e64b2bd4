using System.Security.Claims;

namespace GlobusCompute.Remote.AspNetCore.Users;

/// <summary>Who a principal is at Globus, among the identities that it may have of other schemes.</summary>
internal static class UserIds
{
    public static string? Find(ClaimsPrincipal? principal) => principal?.Identities
        .FirstOrDefault(static identity => identity.AuthenticationType == GlobusSignInDefaults.AuthenticationScheme)
        ?.FindFirst("sub")?.Value;
}
