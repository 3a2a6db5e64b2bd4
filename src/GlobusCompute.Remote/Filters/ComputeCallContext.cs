using System.Security.Cryptography;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote.Filters;

/// <summary>Describes a call to a filter, and holds the options that filters may change before they let it go on.</summary>
public sealed class ComputeCallContext
{
    private readonly CallDetails _details;
    private readonly byte[] _arguments;
    private TimeSpan? _timeout;
    private string? _tag;
    private string? _argumentsHash;
    private volatile IComputeFuture? _submission;

    internal ComputeCallContext(CallDetails details, byte[] arguments)
    {
        _details = details;
        _arguments = arguments;
    }

    /// <summary>Gets the interface of the proxy that was called; null for a call without a proxy.</summary>
    public Type? InterfaceType => _details.InterfaceType;

    /// <summary>Gets the method as messages name it, for example <c>IAnalysis.Fit</c>; for a call without a proxy, the function's name.</summary>
    public required string MethodName { get; init; }

    /// <summary>Gets the name of the Python function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Gets the id of a function that is pinned; null for one that is registered from its source.</summary>
    public Guid? FunctionId { get; init; }

    /// <summary>
    /// Gets the hash over all that the registration of the function's source depends on, as <see cref="ComputeTaskHandle.FunctionHash"/> has it; null for a
    /// function that is known by its id alone.
    /// </summary>
    public string? FunctionHash { get; init; }

    /// <summary>Gets the type of the result; null when it is ignored.</summary>
    public Type? ResultType { get; init; }

    /// <summary>Gets the address of the service.</summary>
    public required Uri ServiceUrl { get; init; }

    /// <summary>Gets the id of the endpoint.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>Gets the values for the endpoint's configuration template, as JSON text; null for none.</summary>
    public string? UserEndpointConfig { get; init; }

    /// <summary>Gets <see cref="ComputeClientSettings.Name"/> of the client; empty without one.</summary>
    public required string ClientName { get; init; }

    /// <summary>Gets the arguments as values, in the order of the method's parameters.</summary>
    public IReadOnlyList<ComputeCallArgument> Arguments => _details.Arguments;

    /// <summary>
    /// Gets a hash of the serialized arguments: SHA-256 in lower-case hexadecimal. Calls with equal arguments have the same; dictionaries count as equal in
    /// the same order only.
    /// </summary>
    public string ArgumentsHash => _argumentsHash ??= Convert.ToHexString(SHA256.HashData(_arguments)).ToLowerInvariant();

    /// <summary>Gets the number of bytes of the serialized arguments.</summary>
    public int ArgumentBytes => _arguments.Length;

    /// <summary>
    /// Gets or sets how long each submission of the call may take until it faults with <see cref="ComputeTimeoutException"/>. It begins with the limit of the
    /// call, its method or its executor. Null sets no limit; above zero and at most 24 days otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        set => _timeout = TimeLimits.AllowTimeout(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"The timeout must be above zero and at most {TimeLimits.LongestDays} days, or null.");
    }

    /// <summary>
    /// Gets or sets whether running the function twice with the same arguments does no harm, see <see cref="ComputeCallSettings.Idempotent"/>. It begins with
    /// what the method or the call says.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// Gets or sets the app's own name for the call, see <see cref="ComputeCallOptions.Tag"/>. Null for none; 1 to 1,000 characters of well-formed text
    /// otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, longer than 1,000 characters, or not well-formed text.</exception>
    public string? Tag
    {
        get => _tag;
        set => _tag = CallTag.Check(value, nameof(value));
    }

    /// <summary>Gets the future of the submission that was made last; null before the first, and when no filter let the call go on.</summary>
    public IComputeFuture? Submission
    {
        get => _submission;
        internal set => _submission = value;
    }

    /// <summary>
    /// Gets or sets whether <see cref="ResultPayload"/> keeps the results of submissions that are made from now on. Default false.
    /// </summary>
    public bool KeepResultPayload { get; set; }

    /// <summary>
    /// Gets the result of the last submission that succeeded, as it was delivered: text with a header, in UTF-8. <see cref="ReadResult"/> makes a value of it
    /// again. Null without one, and when <see cref="KeepResultPayload"/> was not set.
    /// </summary>
    public ReadOnlyMemory<byte>? ResultPayload { get; internal set; }

    /// <summary>Reads a result that was delivered for an equal call, as the call's own would be read. Each time makes a new value.</summary>
    /// <param name="payload">The result, from <see cref="ResultPayload"/>.</param>
    /// <typeparam name="T">The result's type, the one that the filter was called with.</typeparam>
    /// <exception cref="InvalidOperationException">The result is ignored, so there is no type to read.</exception>
    /// <exception cref="ResultDeserializationException">The payload is not one, or does not fit the type.</exception>
    public T ReadResult<T>(ReadOnlyMemory<byte> payload)
    {
        var read = Reader ?? throw new InvalidOperationException($"The result of {MethodName} is ignored; there is nothing to read.");
        try
        {
            return (T)read(payload)!;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var handle = new ComputeTaskHandle(
                TaskId: null, TaskGroupId: null, EndpointId, FunctionId, MethodName, FunctionHash, Tag);
            throw ResultDeserializationException.Create(handle, typeof(T), payload.Span, e);
        }
    }

    /// <summary>Keeps the payloads of a submission that is made now; null when no filter wants them.</summary>
    internal Action<byte[]>? KeepPayload => KeepResultPayload ? payload => ResultPayload = payload : null;

    /// <summary>What sees each task of the call; null for nobody.</summary>
    internal ICallObserver? Observer { get; init; }

    /// <summary>How values of the result are written where a test makes them; null when the result is ignored.</summary>
    internal PayloadRules? Rules { get; init; }

    /// <summary>The source that is registered; null for a function that is known by its id alone.</summary>
    internal string? Source { get; init; }

    /// <summary>The serialized arguments, as a JSON string.</summary>
    internal ReadOnlyMemory<byte> SerializedArguments => _arguments;

    /// <summary>The serialized arguments as they may be stored: without sensitive ones.</summary>
    internal ReadOnlyMemory<byte> StorableArguments => _details.Redacted ?? _arguments;

    /// <summary>The call's run through the filters, which can also go through those of another client.</summary>
    internal object? Run { get; init; }

    /// <summary>How many items of a Map run in the task; 0 for one call.</summary>
    internal int Items { get; init; }

    /// <summary>Reads a result; null when it is ignored.</summary>
    internal Func<ReadOnlyMemory<byte>, object?>? Reader { get; init; }

    /// <summary>Returns the method's name and the endpoint. Arguments are not shown.</summary>
    public override string ToString() => $"{MethodName} (endpoint {EndpointId})";
}
