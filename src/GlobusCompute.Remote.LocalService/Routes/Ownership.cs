using GlobusCompute.Remote.LocalService.Tasks;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Who may see and use what: their own and what is public. Without a Globus Auth, everyone may everything.</summary>
/// <param name="isEnforced">Whether the service has a Globus Auth.</param>
internal sealed class Ownership(bool isEnforced)
{
    public bool IsEnforced => isEnforced;

    /// <exception cref="ApiException">The function is another user's and not public.</exception>
    public void CheckUse(FunctionRecord function, string user)
    {
        if (!function.IsPublic)
        {
            CheckOwner(function, user);
        }
    }

    /// <exception cref="ApiException">The function is another user's, or nobody's.</exception>
    public void CheckOwner(FunctionRecord function, string user)
    {
        if (isEnforced && function.Owner != user)
        {
            throw new ApiException(403, "FUNCTION_ACCESS_FORBIDDEN", $"Function {function.Id} is another user's.");
        }
    }

    /// <summary>Whether a user may know that a task exists.</summary>
    public bool CanSee(LocalTask task, string user) => !isEnforced || task.Batch.User == user;

    /// <exception cref="ApiException">The task group is another user's.</exception>
    public void CheckGroup(Guid group, string? owner, string user)
    {
        if (isEnforced && owner is not null && owner != user)
        {
            throw new ApiException(403, "TASK_GROUP_ACCESS_FORBIDDEN", $"Task group {group} is another user's.");
        }
    }
}
