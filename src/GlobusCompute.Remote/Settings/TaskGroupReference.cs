namespace GlobusCompute.Remote.Settings;

/// <summary>A task group whose id is given, or adopted once from the service's answer.</summary>
internal sealed class TaskGroupReference
{
    private volatile StrongBox? _id;

    public TaskGroupReference(Guid? id)
    {
        IsGiven = id is not null;
        _id = id is { } value ? new StrongBox(value) : null;
    }

    /// <summary>Whether the app has given the id.</summary>
    public bool IsGiven { get; }

    /// <summary>The id, or null until the service has named one.</summary>
    public Guid? Id => _id?.Value;

    public void Adopt(Guid id) => _id ??= new StrongBox(id);

    /// <summary>Forgets an adopted id that the service no longer knows, so that the next request gets another.</summary>
    /// <returns>False when the app has given the id.</returns>
    public bool Forget()
    {
        if (IsGiven)
        {
            return false;
        }

        _id = null;
        return true;
    }

    private sealed record StrongBox(Guid Value);
}
