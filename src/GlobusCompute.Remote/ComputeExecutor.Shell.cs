using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Functions.Shell;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote;

/// <content>Commands, and the description of a worker's machine.</content>
public sealed partial class ComputeExecutor
{
    // The SDK pickles the report by reference; a function that imports it needs no pickle (protocol.md §6.9).
    private static readonly FunctionDefinition s_hardwareReport = FunctionDefinition.FromSource(
        nameof(GetWorkerHardwareDetails),
        "worker_hardware_details",
        """
        def worker_hardware_details(env=None):
            from globus_compute_sdk.sdk.hardware_report import run_hardware_report
            return run_hardware_report(env)
        """,
        origin: FunctionOrigin.Library);

    /// <summary>Runs a command.</summary>
    /// <param name="function">The command.</param>
    /// <param name="arguments">
    /// A value for each field, by its name: text, a number, an id, a date, or a list of these if the field is a word by itself. Null adds no word, and
    /// is allowed only there.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A field has no value or stands where quotes would not protect it, a value has no field or no form as a word, the command line is longer than
    /// Linux allows, or an option of the command is out of its range. The message says which and why.
    /// </exception>
    /// <exception cref="InvalidOperationException">The command is an MPI function, and the resource specification does not suit one.</exception>
    /// <exception cref="FunctionNotPinnedException">The client cannot register functions, and commands cannot be pinned.</exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public ComputeFuture<ShellResult> Submit(ShellFunction function, params (string Field, object? Value)[] arguments) =>
        Submit(function, arguments, CancellationToken.None);

    /// <summary>Runs a command that can be canceled.</summary>
    /// <param name="function">The command.</param>
    /// <param name="arguments">A value for each field, by its name, as in the other overload.</param>
    /// <param name="cancellationToken">Cancels the call: it is withdrawn before it is sent, abandoned afterwards.</param>
    /// <exception cref="ArgumentException">
    /// A field has no value or stands where quotes would not protect it, a value has no field or no form as a word, the command line is longer than
    /// Linux allows, or an option of the command is out of its range. The message says which and why.
    /// </exception>
    /// <exception cref="InvalidOperationException">The command is an MPI function, and the resource specification does not suit one.</exception>
    /// <exception cref="FunctionNotPinnedException">The client cannot register functions, and commands cannot be pinned.</exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public ComputeFuture<ShellResult> Submit(
        ShellFunction function, IEnumerable<(string Field, object? Value)> arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        if (!_executor.HasFilters)
        {
            return _executor.Run(function.Shell, function.Fill(arguments), cancellationToken);
        }

        // They are read once.
        var values = arguments.ToArray();
        var details = new CallDetails(null, Array.ConvertAll(values, static value => new ComputeCallArgument(value.Field, value.Value)));
        return _executor.Run(function.Shell, function.Fill(values), cancellationToken, details);
    }

    /// <summary>Gets a worker's description of its machine, as text in sections: processors, memory, disks, Python.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="FunctionNotPinnedException">The client cannot register functions, which this method does.</exception>
    /// <exception cref="CallQueueFullException">Too many calls or bytes wait to be sent.</exception>
    /// <exception cref="ObjectDisposedException">The executor or its client was disposed.</exception>
    public ComputeFuture<string> GetWorkerHardwareDetails(CancellationToken cancellationToken = default)
    {
        var rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
        var writer = ArgumentWriter.Rent(rules);
        writer.Positional("Compute Endpoint worker");
        return _executor.Submit<string>(s_hardwareReport, writer.Finish(), rules, allowNull: false, cancellationToken);
    }
}
