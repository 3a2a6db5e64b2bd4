using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.Functions;

/// <summary>What to run: a function known by its id, or a source that is registered on first use. Immutable.</summary>
internal sealed class FunctionDefinition
{
    // The function under the id of each environment in which its lock file pins it.
    private readonly (string Environment, FunctionDefinition Function)[] _pinned = [];
    private FunctionDefinition? _chunked;
    private ConcurrentDictionary<(Guid? ContainerId, bool IsIdempotent), FunctionDefinition>? _variants;

    private FunctionDefinition(
        string displayName,
        string name,
        Guid? id,
        string? source,
        RegistrationOptions registration,
        CallPolicy? policy,
        FunctionOrigin origin = FunctionOrigin.App,
        IReadOnlyList<FunctionPin>? pins = null)
    {
        Origin = origin;
        DisplayName = displayName;
        Name = name;
        Id = id;
        Source = source;
        Registration = registration;
        Policy = policy ?? CallPolicy.Default;
        if (source is not null)
        {
            Code = FunctionCode.Pack(name, source);
            CodeBytes = Encoding.UTF8.GetByteCount(Code);
            RegistrationHash = ComputeHash(Code, registration);
        }

        if (pins is { Count: > 0 })
        {
            _pinned = [.. pins.Select(pin => (pin.Environment, new FunctionDefinition(this, Registration, Policy, pin.FunctionId)))];
        }
    }

    private FunctionDefinition(FunctionDefinition origin, RegistrationOptions registration, CallPolicy policy, Guid? id)
    {
        registration.Validate(origin.DisplayName);
        Origin = origin.Origin;
        DisplayName = origin.DisplayName;
        Name = origin.Name;
        Id = id;
        Source = origin.Source;
        Code = origin.Code;
        CodeBytes = origin.CodeBytes;
        Registration = registration;
        Policy = policy;
        RegistrationHash = Code is null || registration == origin.Registration ? origin.RegistrationHash : ComputeHash(Code, registration);

        // What is pinned was registered without a container: in one, it is another function.
        if (registration == origin.Registration)
        {
            _pinned = Array.ConvertAll(origin._pinned, pinned => (pinned.Environment, new FunctionDefinition(this, registration, policy, pinned.Function.Id)));
        }
    }

    /// <summary>Where the source comes from.</summary>
    public FunctionOrigin Origin { get; }

    /// <summary>The method as messages name it, e.g. <c>IAnalysis.Fit</c>.</summary>
    public string DisplayName { get; }

    /// <summary>The Python object to call.</summary>
    public string Name { get; }

    /// <summary>The id by which it is called, or null for a source that is registered on first use.</summary>
    public Guid? Id { get; }

    /// <summary>The environments in which a lock file pins the function.</summary>
    public IReadOnlyCollection<string> PinnedIn => Array.ConvertAll(_pinned, static pinned => pinned.Environment);

    /// <summary>The normalised source, or null for a function that is known by its id alone.</summary>
    public string? Source { get; }

    /// <summary>What is stored with the source when it is registered.</summary>
    public RegistrationOptions Registration { get; }

    /// <summary>How calls are treated here. Not part of the hash.</summary>
    public CallPolicy Policy { get; }

    /// <summary>The one packed code buffer that registration sends (protocol.md §3.5), or null without a source.</summary>
    public string? Code { get; }

    /// <summary>Bytes the service adds to every task of the function; 0 where unknown.</summary>
    public int CodeBytes { get; }

    /// <summary>SHA-256 in lower-case hexadecimal over all that registration depends on, or null without a source. It is not the hash
    /// of lock files, which is over name and source alone and survives other options.</summary>
    public string? RegistrationHash { get; private init; }

    /// <summary>The function that runs several items of a Map in one task, or null where the source is not known.</summary>
    public FunctionDefinition? Chunked => Source is null ? null : _chunked ??= Chunk(Source);

    /// <summary>What a task runs that was submitted before, as far as its handle tells.</summary>
    public static FunctionDefinition Remembered(ComputeTaskHandle handle) =>
        new(handle.FunctionName, handle.FunctionName, handle.FunctionId, source: null, RegistrationOptions.None, policy: null) { RegistrationHash = handle.FunctionHash };

    /// <summary>A function that is known by its id alone.</summary>
    public static FunctionDefinition ById(string displayName, string name, Guid id, CallPolicy? policy = null) =>
        new(displayName, name, id, source: null, RegistrationOptions.None, policy);

    /// <exception cref="ArgumentException">The source is empty, or the options exclude each other.</exception>
    public static FunctionDefinition FromSource(
        string displayName,
        string name,
        string source,
        RegistrationOptions? registration = null,
        CallPolicy? policy = null,
        FunctionOrigin origin = FunctionOrigin.App,
        IReadOnlyList<FunctionPin>? pins = null)
    {
        registration ??= RegistrationOptions.None;
        registration.Validate(displayName);
        return new(displayName, name, id: null, PythonSource.Normalise(source), registration, policy, origin, pins);
    }

    /// <summary>The same function in a container, or with calls that may run twice; made once each.</summary>
    /// <exception cref="ArgumentException">The function cannot be registered with a container.</exception>
    public FunctionDefinition With(Guid? containerId, bool? isIdempotent = null)
    {
        // What is registered already stays as it is.
        var container = Id is null ? containerId ?? Registration.ContainerId : null;
        var idempotent = isIdempotent ?? Policy.IsIdempotent;
        return container == Registration.ContainerId && idempotent == Policy.IsIdempotent
            ? this
            : LazyInitializer.EnsureInitialized(ref _variants, static () => new())
                .GetOrAdd(
                    (container, idempotent),
                    static (key, origin) => new FunctionDefinition(
                        origin, origin.Registration with { ContainerId = key.ContainerId }, origin.Policy with { IsIdempotent = key.IsIdempotent }, origin.Id),
                    this);
    }

    /// <summary>The same function under the id that is pinned in an environment; itself where none is.</summary>
    /// <param name="environment">The environment, as lock files name it.</param>
    public FunctionDefinition In(string environment)
    {
        foreach (var (pinned, function) in _pinned)
        {
            if (pinned == environment)
            {
                return function;
            }
        }

        return this;
    }

    private FunctionDefinition Chunk(string source)
    {
        var (name, text) = MapWrapper.Append(source, Name);
        return new(DisplayName, name, id: null, text, Registration, Policy, FunctionOrigin.MapChunks);
    }

    private static string ComputeHash(string code, RegistrationOptions registration)
    {
        var text = $"{code}\0{registration.Description}\0{(registration.IsPublic ? 1 : 0)}\0{registration.Group:D}\0{registration.HighAssuranceEndpointId:D}"
            + (registration.ContainerId is { } container ? $"\0{container:D}" : "");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }
}
