namespace GlobusCompute.Remote.Hosting;

/// <summary>Specifies which Compute service an app calls.</summary>
public enum ComputeServiceKind
{
    /// <summary>The one at <see cref="Settings.ComputeClientSettings.ServiceUrl"/>.</summary>
    Globus = 0,

    /// <summary>One that runs inside the app, which a package registers as <see cref="IEmbeddedComputeService"/>.</summary>
    Embedded = 1,
}
