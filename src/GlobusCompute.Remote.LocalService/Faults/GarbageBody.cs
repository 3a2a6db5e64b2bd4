namespace GlobusCompute.Remote.LocalService;

/// <summary>Specifies the form of an unreadable answer.</summary>
public enum GarbageBody
{
    /// <summary>A page of HTML, as a proxy answers. The default.</summary>
    NotJson = 0,

    /// <summary>The first half of the right body, announced as all of it.</summary>
    Truncated = 1,

    /// <summary>The first half of the right body, then the connection is closed.</summary>
    CutOff = 2,

    /// <summary>JSON that is not what the route answers: <c>["unexpected"]</c>.</summary>
    WrongShape = 3,

    /// <summary>Nothing.</summary>
    Empty = 4,
}
