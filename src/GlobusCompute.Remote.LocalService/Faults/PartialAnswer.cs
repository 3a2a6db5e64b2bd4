namespace GlobusCompute.Remote.LocalService;

/// <summary>Specifies which part of an answer is missing or too much.</summary>
public enum PartialAnswer
{
    /// <summary>Submit: the last task id of each function is missing. The default.</summary>
    MissingIds = 0,

    /// <summary>Submit: the first function is missing with all its task ids.</summary>
    MissingFunctions = 1,

    /// <summary>Submit: each function has one task id too many.</summary>
    ExtraIds = 2,

    /// <summary>Batch status: every other requested task is missing, beginning with the first.</summary>
    MissingTasks = 3,

    /// <summary>Batch status: tasks that the service does not know are missing, instead of being reported as failed.</summary>
    MissingUnknown = 4,
}
