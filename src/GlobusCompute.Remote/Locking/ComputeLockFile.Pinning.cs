using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Locking;

/// <content>Registering what is not pinned.</content>
public sealed partial class ComputeLockFile
{
    /// <summary>
    /// Registers, through a client and under its request budget, the functions that are not pinned in its environment or have drifted. Each fails
    /// alone, except where the service cannot be reached or does not accept the token: what is not registered by then is left, as each would fail like the
    /// first. What is pinned stays as it is, also pins that have no function any more: <see cref="WithoutUnknown"/> removes those.
    /// </summary>
    /// <param name="client">
    /// The client, whose <see cref="Settings.ComputeClientSettings.ServiceUrl"/> is the environment and whose clock gives the time.
    /// </param>
    /// <param name="functions">All functions of the project, see <see cref="PinnableFunction.ReadFrom"/>.</param>
    /// <param name="options">How they are pinned; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait. A registration that is under way goes on; the function it makes is not used then.</param>
    /// <exception cref="ArgumentException">Two functions are of one method.</exception>
    /// <exception cref="InvalidOperationException">The client may register nothing (<see cref="Settings.ComputeClientSettings.RequirePinned"/>).</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    /// <exception cref="OperationCanceledException">
    /// The wait was canceled. <see cref="ComputePinOptions.OnPinned"/> got what was registered by then.
    /// </exception>
    public async Task<ComputePinReport> PinAsync(
        ComputeClient client, IEnumerable<PinnableFunction> functions, ComputePinOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var runtime = client.Runtime;
        if (runtime.Functions.RequiresPinned)
        {
            throw new InvalidOperationException(
                $"The client cannot register ({nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.RequirePinned)}); pin with another client.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var check = Check(functions, client.ServiceUrl);
        var (owner, onPinned) = (options?.Owner, options?.OnPinned);
        var gate = new object();
        var file = this;
        var registered = new List<ComputeLockEntry>();
        var failures = new List<ComputePinFailure>();

        // All at once: the budget spreads them over time, and the registry registers equal ones once.
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var unpinned = check.In(ComputeLockState.Missing).Concat(check.In(ComputeLockState.Drifted));
        await Task.WhenAll(unpinned.Select(item => RegisterAsync(item.Function!)).ToList()).ConfigureAwait(false);
        return new ComputePinReport(
            file,
            [.. registered.OrderBy(static entry => entry.Method, StringComparer.Ordinal)],
            [.. failures.OrderBy(static failure => failure.Function.Method, StringComparer.Ordinal)]);

        async Task RegisterAsync(PinnableFunction function)
        {
            try
            {
                var id = await runtime.Functions.GetIdAsync(function.Define(), givenUp.Token).ConfigureAwait(false);
                lock (gate)
                {
                    var entry = new ComputeLockEntry
                    {
                        Method = function.Method,
                        Environment = check.Environment,
                        FunctionId = id,
                        SourceHash = function.SourceHash,
                        Owner = owner,
                        Time = runtime.Options.TimeProvider.GetUtcNow(),
                    };
                    registered.Add(entry);
                    file = file.With(entry);
                    onPinned?.Invoke(file);
                }
            }
            catch (FunctionRegistrationException e)
            {
                lock (gate)
                {
                    if (givenUp.IsCancellationRequested)
                    {
                        return;
                    }

                    failures.Add(new ComputePinFailure(function, e));
                    if (IsOfAll(e.InnerException))
                    {
                        givenUp.Cancel();
                    }
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Another function has failed for a reason that is this one's, too.
            }
        }
    }

    /// <summary>Whether every other function would fail for the same reason.</summary>
    private static bool IsOfAll(Exception? reason) =>
        reason is ServiceUnreachableException or AuthorizationRequiredException or ComputeServiceException { StatusCode: HttpStatusCode.Unauthorized };
}
