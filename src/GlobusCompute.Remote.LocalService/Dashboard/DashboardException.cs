namespace GlobusCompute.Remote.LocalService.Dashboard;

/// <summary>A request that the dashboard refuses, with what the page shows.</summary>
internal sealed class DashboardException(int status, string message) : Exception(message)
{
    public int Status => status;
}
