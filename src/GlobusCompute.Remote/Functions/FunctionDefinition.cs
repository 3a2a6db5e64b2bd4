using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.Proxies;

namespace GlobusCompute.Remote.Functions;

/// <summary>What to run: a function known by its id, or a source that is registered on first use. Immutable.</summary>
internal sealed class FunctionDefinition
{
    private FunctionDefinition(
        string displayName, string name, Guid? id, string? source, RegistrationOptions registration, CallPolicy? policy)
    {
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
            Hash = ComputeHash(Code, registration);
        }
    }

    /// <summary>The method as messages name it, e.g. <c>IAnalysis.Fit</c>.</summary>
    public string DisplayName { get; }

    /// <summary>The Python object to call.</summary>
    public string Name { get; }

    /// <summary>The pinned id, or null.</summary>
    public Guid? Id { get; }

    /// <summary>The normalised source, or null for a pinned function.</summary>
    public string? Source { get; }

    /// <summary>What is stored with the source when it is registered.</summary>
    public RegistrationOptions Registration { get; }

    /// <summary>How calls are treated here. Not part of the hash.</summary>
    public CallPolicy Policy { get; }

    /// <summary>The one packed code buffer that registration sends (protocol.md §3.5), or null for a pinned function.</summary>
    public string? Code { get; }

    /// <summary>Bytes the service adds to every task of the function; 0 where unknown.</summary>
    public int CodeBytes { get; }

    /// <summary>SHA-256 in lower-case hexadecimal over all that registration depends on, or null for a pinned function.</summary>
    public string? Hash { get; }

    public static FunctionDefinition Create(ProxyMethod method) =>
        method.FunctionId is { } id
            ? Pinned(method.DisplayName, method.FunctionName, Guid.Parse(id), PolicyOf(method))
            : FromSource(
                method.DisplayName,
                method.FunctionName,
                method.Source ?? throw new InvalidOperationException($"{method.DisplayName} has neither a function id nor a source."),
                new RegistrationOptions(
                    method.Description,
                    method.IsPublic,
                    method.Group is { } group ? Guid.Parse(group) : null,
                    method.HighAssuranceEndpointId is { } endpoint ? Guid.Parse(endpoint) : null),
                PolicyOf(method));

    public static FunctionDefinition Pinned(string displayName, string name, Guid id, CallPolicy? policy = null) =>
        new(displayName, name, id, source: null, RegistrationOptions.None, policy);

    /// <exception cref="ArgumentException">The source is empty, or the options exclude each other.</exception>
    public static FunctionDefinition FromSource(string displayName, string name, string source, RegistrationOptions? registration = null, CallPolicy? policy = null)
    {
        registration ??= RegistrationOptions.None;
        registration.Validate(displayName);
        return new(displayName, name, id: null, PythonSource.Normalise(source), registration, policy);
    }

    private static CallPolicy PolicyOf(ProxyMethod method) => method is { Timeout: null, IsIdempotent: false, Results: ResultPreference.Auto }
        ? CallPolicy.Default
        : new CallPolicy(method.Timeout, method.IsIdempotent, method.Results);

    private static string ComputeHash(string code, RegistrationOptions registration)
    {
        var text = $"{code}\0{registration.Description}\0{(registration.IsPublic ? 1 : 0)}\0{registration.Group:D}\0{registration.HighAssuranceEndpointId:D}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }
}
