using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Hosting.Configuration;
using GlobusCompute.Remote.Hosting.Diagnostics;
using GlobusCompute.Remote.Hosting.Registration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace GlobusCompute.Remote.Hosting.Lifetime;

/// <summary>
/// Lets a changed configuration through only if it is valid. A monitor of options alone would throw at whoever reads it next, and lose the values that were.
/// </summary>
internal sealed class SettingsReload : IOptionsChangeTokenSource<GlobusComputeOptions>, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly ILogger _logger;
    private readonly IConfiguration? _section;
    private readonly SettingsChanges? _changes;
    private readonly object _lock = new();
    private ConfigurationReloadToken _token = new();
    private IDisposable? _configuration;

    public SettingsReload(HostingRegistration registration, IServiceProvider services, ILoggerFactory loggers)
    {
        _services = services;
        _logger = loggers.CreateLogger(HostingLog.Category);
        _section = registration.FindSection(services);
        _changes = _section is null ? null : new SettingsChanges(_section);
        _configuration = _section is null ? null : ChangeToken.OnChange(_section.GetReloadToken, Reload);
    }

    /// <inheritdoc/>
    public string Name => Options.DefaultName;

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => Volatile.Read(ref _token);

    public void Dispose()
    {
        Interlocked.Exchange(ref _configuration, null)?.Dispose();
    }

    private void Reload()
    {
        // One change after the other. A file is often written in several steps.
        lock (_lock)
        {
            if (!IsValid())
            {
                return;
            }

            foreach (var key in _changes!.FindRestarts())
            {
                HostingLog.RestartNeeded(_logger, OptionMessages.Key(_section is IConfigurationSection { Path: var path } ? path : "", key));
            }

            Interlocked.Exchange(ref _token, new ConfigurationReloadToken()).OnReload();
            _services.GetRequiredService<ExecutorSets>().Reload();
        }
    }

    private bool IsValid()
    {
        try
        {
            _services.GetRequiredService<IOptionsFactory<GlobusComputeOptions>>().Create(Options.DefaultName);
            return true;
        }
        catch (OptionsValidationException e)
        {
            HostingLog.ReloadRefused(_logger, string.Join(' ', e.Failures));
        }
        catch (Exception e)
        {
            // Code of the app that configures options; nobody above could report it.
            HostingLog.ReloadFailed(_logger, e);
        }

        return false;
    }
}
