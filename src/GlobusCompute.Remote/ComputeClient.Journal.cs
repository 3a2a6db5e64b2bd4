using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote;

public sealed partial class ComputeClient
{
    /// <summary>
    /// Gives back the future of the last call that was sent with a tag, by the client's <see cref="ComputeClientOptions.Journal"/>: also when the
    /// process that sent it was killed. For each tag it ends in one of three ways, and never gives the future of another call.
    /// </summary>
    /// <param name="tag">What a <see cref="ComputeTagAttribute"/> parameter was given.</param>
    /// <param name="options">How the result is read, and how long the future may take from now; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search. A future that was given stays.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <returns>The future; see <see cref="Attach{T}(ComputeTaskHandle, ComputeCallOptions?)"/>.</returns>
    /// <remarks>It is meant for calls of processes that have ended: find those first, then call anew. Where several calls had one tag, the journal's entries name all.</remarks>
    /// <exception cref="ArgumentException">The tag cannot be one, or there is no JSON metadata for <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException">The client has no journal.</exception>
    /// <exception cref="CallNotSentException">The call surely does not run: it was never sent, or the service refused it.</exception>
    /// <exception cref="SubmitOutcomeUnknownException">
    /// The process ended while it waited for the service's answer, and nobody can tell which task the call became, or whether it became one.
    /// </exception>
    /// <exception cref="ComputeJournalException">What was found cannot be written to the journal.</exception>
    /// <exception cref="ComputeServiceException">The service had to be asked, and refused.</exception>
    /// <exception cref="ServiceUnreachableException">The service had to be asked, and could not be.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public async Task<ComputeFuture<T>> AttachAsync<T>(string tag, ComputeCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        CallTag.Check(tag, nameof(tag));
        ObjectDisposedException.ThrowIf(_runtime.IsDisposed, this);
        var journal = _runtime.Journal ?? throw new InvalidOperationException(
            $"The client has no journal to find the tag in: give it one as {nameof(ComputeClientOptions)}.{nameof(ComputeClientOptions.Journal)}.");
        AdHocJson.For<T>(options, _runtime.PropertyNaming);
        var handle = await journal.FindTaskAsync(tag, group => _runtime.GetTaskGroupAsync(group, cancellationToken)).ConfigureAwait(false);
        return Attach<T>(handle, options);
    }
}
