namespace GlobusCompute.Remote.LocalService.Tasks;

internal enum TaskState
{
    Received,
    WaitingForLaunch,
    Running,
    Success,
    Failed,
}
