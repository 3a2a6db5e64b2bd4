using System.Text.Json.Nodes;
using GlobusCompute.Remote.Hosting.Configuration;
using GlobusCompute.Remote.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>The executors of one client by name, made when they are first asked for.</summary>
internal sealed class ExecutorSet(ComputeClient client, ExecutorCatalog catalog, ILogger logger)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, Entry> _executors = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets an executor.</summary>
    /// <param name="name">Its name; null for the default one.</param>
    /// <exception cref="InvalidOperationException">There is none of that name, or none that is the default. The message lists the names.</exception>
    public ComputeExecutor Get(string? name)
    {
        var plan = catalog.Find(name);
        lock (_lock)
        {
            if (!_executors.TryGetValue(plan.Name, out var entry))
            {
                entry = new Entry(client.CreateExecutor(catalog.EndpointOf(plan), plan.Options), plan.Options);
                _executors.Add(plan.Name, entry);
            }

            return entry.Executor;
        }
    }

    /// <summary>Applies what has changed in the configuration since the executors were made. What code has set on them otherwise stays.</summary>
    public void Reload()
    {
        lock (_lock)
        {
            var names = catalog.Names;
            foreach (var (name, entry) in _executors)
            {
                if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    continue;
                }

                try
                {
                    if (entry.Apply(catalog.Find(name).Options))
                    {
                        HostingLog.ExecutorChanged(logger, name);
                    }
                }
                catch (ArgumentException e)
                {
                    // Too large for a request, which shows only together with the client.
                    HostingLog.ExecutorRefused(logger, name, e.Message);
                }
            }
        }
    }

    private sealed class Entry(ComputeExecutor executor, ComputeExecutorOptions applied)
    {
        private ComputeExecutorOptions _applied = applied;

        public ComputeExecutor Executor => executor;

        /// <returns>Whether anything has changed.</returns>
        public bool Apply(ComputeExecutorOptions now)
        {
            var before = _applied;
            var changed = false;
            var (config, resources) = (now.UserEndpointConfig, now.ResourceSpecification);
            Set(!JsonNode.DeepEquals(before.UserEndpointConfig, config), () => executor.UserEndpointConfig = config);
            Set(!JsonNode.DeepEquals(before.ResourceSpecification, resources), () => executor.ResourceSpecification = resources);
            Set(!AreEqual(before.ResultSerializers, now.ResultSerializers), () => executor.ResultSerializers = now.ResultSerializers);
            Set(before.TaskGroupId != now.TaskGroupId, () => executor.TaskGroupId = now.TaskGroupId);
            Set(before.ContainerId != now.ContainerId, () => executor.ContainerId = now.ContainerId);
            Set(before.BatchSize != now.BatchSize, () => executor.BatchSize = now.BatchSize);
            Set(before.CallTimeout != now.CallTimeout, () => executor.CallTimeout = now.CallTimeout);
            Set(before.Label != now.Label, () => executor.Label = now.Label);
            _applied = now;
            return changed;

            void Set(bool differs, Action set)
            {
                if (differs)
                {
                    set();
                    changed = true;
                }
            }
        }

        private static bool AreEqual(IReadOnlyList<string>? a, IReadOnlyList<string>? b) => a is null || b is null ? a == b : a.SequenceEqual(b);
    }
}
