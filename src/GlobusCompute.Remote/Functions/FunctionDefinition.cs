using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Functions;

/// <summary>What to run: a function known by its id, or a source that is registered on first use. Immutable.</summary>
internal sealed class FunctionDefinition
{
    // The function under the id of each environment in which its lock file pins it.
    private readonly (string Environment, FunctionDefinition Function)[] _pinned = [];
    private FunctionDefinition? _chunked;
    private volatile object? _lastId;
    private ConcurrentDictionary<(Guid? ContainerId, bool IsIdempotent), FunctionDefinition>? _variants;

    private FunctionDefinition(
        string displayName,
        string name,
        Guid? id,
        string? source,
        RegistrationOptions registration,
        CallPolicy? policy,
        FunctionOrigin origin = FunctionOrigin.App,
        IReadOnlyList<FunctionPin>? pins = null,
        SourceFrames? frames = null)
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
            Frames = frames;
        }

        if (pins is { Count: > 0 })
        {
            // Assigned when it is filled: each of the others copies what this one has pinned by then, which is nothing.
            var pinned = new (string, FunctionDefinition)[pins.Count];
            for (var i = 0; i < pinned.Length; i++)
            {
                pinned[i] = (pins[i].Environment, new FunctionDefinition(this, Registration, Policy, pins[i].FunctionId));
            }

            _pinned = pinned;
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
        Frames = origin.Frames;
        Code = origin.Code;
        CodeBytes = origin.CodeBytes;
        Formats = origin.Formats;
        Unformatted = origin.Unformatted;
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

    /// <summary>Names the source's file in tracebacks, or null where there is no source.</summary>
    public SourceFrames? Frames { get; private init; }

    /// <summary>The formats of arguments and result, for calls without a proxy.</summary>
    public FunctionFormats Formats { get; private init; } = FunctionFormats.None;

    // The function without its formats, where it has some.
    private FunctionDefinition? Unformatted { get; init; }

    /// <summary>What is stored with the source when it is registered.</summary>
    public RegistrationOptions Registration { get; }

    /// <summary>How calls are treated here. Not part of the hash.</summary>
    public CallPolicy Policy { get; }

    /// <summary>The one packed code buffer that registration sends (protocol.md §3.5), or null without a source.</summary>
    public string? Code { get; }

    /// <summary>Bytes the service adds to every task of the function; 0 where unknown.</summary>
    public int CodeBytes { get; }

    /// <summary>
    /// SHA-256 in lower-case hexadecimal over all that registration depends on, or null without a source. It is not the hash of lock files, which is over name
    /// and source alone and survives other options.
    /// </summary>
    public string? RegistrationHash { get; private init; }

    /// <summary>The function that runs several items of a Map in one task, or null where the source is not known.</summary>
    public FunctionDefinition? Chunked => Source is null ? null : _chunked ??= Chunk(Source);

    /// <summary>Gets an id in an object that calls share as long as they are given the same one.</summary>
    public object Share(Guid id)
    {
        var last = _lastId;
        return last is Guid known && known == id ? last : _lastId = id;
    }

    /// <summary>What a task runs that was submitted before, as far as its handle tells.</summary>
    public static FunctionDefinition Remembered(ComputeTaskHandle handle) =>
        new(handle.FunctionName, handle.FunctionName, handle.FunctionId, source: null, RegistrationOptions.None, policy: null)
        {
            RegistrationHash = handle.FunctionHash,
        };

    /// <summary>A function that is known by its id alone.</summary>
    public static FunctionDefinition ById(string displayName, string name, Guid id, CallPolicy? policy = null) =>
        new(displayName, name, id, source: null, RegistrationOptions.None, policy);

    /// <summary>A function of a source.</summary>
    /// <param name="displayName">The method as messages name it.</param>
    /// <param name="name">The Python object to call.</param>
    /// <param name="source">The text.</param>
    /// <param name="registration">What is stored with it; null for nothing.</param>
    /// <param name="policy">How calls are treated; null for the default.</param>
    /// <param name="origin">Where the source comes from.</param>
    /// <param name="pins">The functions that hold the source already; null for none.</param>
    /// <param name="file">The file that tracebacks name; null for a text that is in none.</param>
    /// <param name="ownLines">How many lines of the source are the file's, 0 for all.</param>
    /// <exception cref="ArgumentException">The source is empty, or the options exclude each other.</exception>
    public static FunctionDefinition FromSource(
        string displayName,
        string name,
        string source,
        RegistrationOptions? registration = null,
        CallPolicy? policy = null,
        FunctionOrigin origin = FunctionOrigin.App,
        IReadOnlyList<FunctionPin>? pins = null,
        string? file = null,
        int ownLines = 0)
    {
        registration ??= RegistrationOptions.None;
        registration.Validate(displayName);
        var text = PythonSource.Normalise(source);
        var frames = origin is FunctionOrigin.Command or FunctionOrigin.Library ? null : new SourceFrames(file ?? $"<{displayName}>", text, ownLines);
        return new(displayName, name, id: null, text, registration, policy, origin, pins, frames);
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

    /// <summary>The same function with other formats.</summary>
    /// <exception cref="InvalidOperationException">A format needs an adapter, which cannot be added to a registered function.</exception>
    public FunctionDefinition With(FunctionFormats formats)
    {
        var plain = Unformatted ?? this;
        if (!formats.NeedAdapter)
        {
            return new FunctionDefinition(plain, plain.Registration, plain.Policy, plain.Id) { Formats = formats, Unformatted = plain };
        }

        if (plain.Source is not { } source)
        {
            throw new InvalidOperationException($"{DisplayName} is registered already, so the format's adapter cannot be added to its source. Make the "
                + "function by PythonFunction.FromSource or FromFile, or register a function that takes and returns the bytes itself.");
        }

        var (name, text) = formats.Append(source, plain.Name);
        return new FunctionDefinition(DisplayName, name, id: null, text, plain.Registration, plain.Policy, plain.Origin, frames: plain.Frames?.In(text))
        {
            Formats = formats,
            Unformatted = plain,
        };
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
        return new(DisplayName, name, id: null, text, Registration, Policy, FunctionOrigin.MapChunks, frames: Frames?.In(text))
        {
            Formats = Formats,
        };
    }

    private static string ComputeHash(string code, RegistrationOptions registration)
    {
        var text = $"{code}\0{registration.Description}\0{(registration.IsPublic ? 1 : 0)}\0{registration.Group:D}\0{registration.HighAssuranceEndpointId:D}"
            + (registration.ContainerId is { } container ? $"\0{container:D}" : "");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }
}
