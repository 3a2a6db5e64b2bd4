using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Hosting.Configuration;

/// <summary>The keys of the configuration section. A test compares them with the classes that they are bound to.</summary>
internal static class KnownKeys
{
    private static readonly KnownKey[] s_executor =
    [
        new(nameof(GlobusComputeExecutorOptions.EndpointId), KeyKind.Id),
        new(nameof(ComputeExecutorSettings.TaskGroupId), KeyKind.Id) { IsReloaded = true },
        new(nameof(ComputeExecutorSettings.ResultSerializers), KeyKind.List) { IsReloaded = true },
        new(nameof(ComputeExecutorSettings.ContainerId), KeyKind.Id) { IsReloaded = true },
        new(nameof(ComputeExecutorSettings.Label), KeyKind.Text) { IsReloaded = true },
        new(nameof(ComputeExecutorSettings.CallTimeout), KeyKind.Time) { IsReloaded = true },
        new(nameof(ComputeExecutorSettings.BatchSize), KeyKind.Integer) { IsReloaded = true },
        new(nameof(ComputeExecutorOptions.UserEndpointConfig), KeyKind.Open) { IsReloaded = true },
        new(nameof(ComputeExecutorOptions.ResourceSpecification), KeyKind.Open) { IsReloaded = true },
    ];

    /// <summary>The section itself.</summary>
    public static KnownKey Root { get; } = new(GlobusComputeDefaults.SectionName, KeyKind.Section)
    {
        Keys =
        [
            new(nameof(GlobusComputeOptions.Service), KeyKind.Choice) { Names = Enum.GetNames<ComputeServiceKind>() },
            new(nameof(GlobusComputeOptions.AllowEmbedded), KeyKind.Flag),
            new(nameof(GlobusComputeOptions.AccessToken), KeyKind.Text) { IsReloaded = true },
            new(nameof(GlobusComputeOptions.JournalPath), KeyKind.Text),
            new(nameof(GlobusComputeOptions.Executors), KeyKind.Map) { Keys = s_executor },
            new(nameof(GlobusComputeOptions.Users), KeyKind.Section)
            {
                Keys =
                [
                    new(nameof(GlobusComputeUsersOptions.IdleTimeout), KeyKind.Time) { IsReloaded = true },
                    new(nameof(GlobusComputeUsersOptions.MaxClients), KeyKind.Integer) { IsReloaded = true },
                ],
            },

            // Read and checked by the package that brings the embedded service.
            new("LocalService", KeyKind.Open),
            .. Client(),
        ],
    };

    private static KnownKey[] Client() =>
    [
        new(nameof(ComputeClientSettings.Name), KeyKind.Text),
        new(nameof(ComputeClientSettings.ServiceUrl), KeyKind.Address),
        new(nameof(ComputeClientSettings.ProxyUrl), KeyKind.Address),
        new(nameof(ComputeClientSettings.CertificateAuthorityFile), KeyKind.Text),
        new(nameof(ComputeClientSettings.RequestTimeout), KeyKind.Time),
        new(nameof(ComputeClientSettings.UserRuntime), KeyKind.Section)
        {
            Keys =
            [
                new(nameof(ComputeUserRuntime.PythonVersion), KeyKind.Version),
                new(nameof(ComputeUserRuntime.SdkVersion), KeyKind.Text),
                new(nameof(ComputeUserRuntime.GlobusSdkVersion), KeyKind.Text),
            ],
        },
        new(nameof(ComputeClientSettings.PropertyNaming), KeyKind.Choice) { Names = Enum.GetNames<ComputeNaming>() },
        new(nameof(ComputeClientSettings.RequestBudget), KeyKind.Section)
        {
            Keys =
            [
                new(nameof(RequestBudgetOptions.Requests), KeyKind.Integer),
                new(nameof(RequestBudgetOptions.Window), KeyKind.Time),
            ],
        },
        new(nameof(ComputeClientSettings.MaxRequestBytes), KeyKind.Integer),
        new(nameof(ComputeClientSettings.MaxUnsentCalls), KeyKind.Integer),
        new(nameof(ComputeClientSettings.MaxUnsentBytes), KeyKind.LongInteger),
        new(nameof(ComputeClientSettings.MaxAttempts), KeyKind.Integer),
        new(nameof(ComputeClientSettings.PollInterval), KeyKind.Time),
        new(nameof(ComputeClientSettings.MaxPollInterval), KeyKind.Time),
        new(nameof(ComputeClientSettings.Delivery), KeyKind.Choice) { Names = Enum.GetNames<ComputeDelivery>() },
        new(nameof(ComputeClientSettings.AmqpPort), KeyKind.Integer),
        new(nameof(ComputeClientSettings.SweepInterval), KeyKind.Time),
        new(nameof(ComputeClientSettings.OutageTimeout), KeyKind.Time),
        new(nameof(ComputeClientSettings.ShutdownTimeout), KeyKind.Time),
        new(nameof(ComputeClientSettings.RequirePinned), KeyKind.Flag),
        new(nameof(ComputeClientSettings.AllowInteraction), KeyKind.Flag),
    ];
}
