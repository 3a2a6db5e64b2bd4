using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote;

/// <summary>How one call is treated that is made by <see cref="ComputeExecutor"/>'s <c>Submit</c> methods. Make it once and use it for many calls.</summary>
public sealed record ComputeCallOptions
{
    private readonly TimeSpan? _timeout;
    private readonly Func<ComputeNaming, PayloadRules>? _reflection;
    private readonly string? _tag;

    /// <summary>The defaults.</summary>
    public ComputeCallOptions()
    {
    }

    private ComputeCallOptions(Func<ComputeNaming, PayloadRules> reflection) => _reflection = reflection;

    /// <summary>
    /// How long the call may take until its future faults with <see cref="ComputeTimeoutException"/>; its task keeps running. Null (the default) takes
    /// the executor's
    /// <see cref="ComputeExecutor.CallTimeout"/>; above zero and at most 24 days otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public TimeSpan? Timeout
    {
        get => _timeout;
        init => _timeout = TimeLimits.AllowTimeout(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{nameof(Timeout)} must be above zero and at most {TimeLimits.LongestDays} days, or null.");
    }

    /// <summary>
    /// Whether running the function twice with the same arguments does no harm. The call is then sent again when it is not known what came of it, or when its
    /// worker was lost. Default false.
    /// </summary>
    public bool Idempotent { get; init; }

    /// <summary>
    /// The app's own name for the call, as a <see cref="ComputeTagAttribute"/> parameter gives it: <c>options with { Tag = file.Name }</c>. It stays here, in
    /// <see cref="ComputeTaskHandle.Tag"/> and in the client's journal. Null (the default) tags nothing; 1 to 1,000 characters otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, longer, or not well-formed text.</exception>
    public string? Tag
    {
        get => _tag;
        init => _tag = CallTag.Check(value, nameof(value));
    }

    /// <summary>
    /// JSON metadata of the app's own types among arguments and result, usually the <c>Default</c> of a <c>JsonSerializerContext</c>. Null (the default) for
    /// types that the library knows by itself: numbers, text, arrays, lists and dictionaries of them.
    /// </summary>
    public IJsonTypeInfoResolver? Json { get; init; }

    /// <summary>How properties are named in JSON. Null (the default) takes the client's <see cref="ComputeClientOptions.PropertyNaming"/>.</summary>
    public ComputeNaming? Naming { get; init; }

    /// <summary>
    /// How the arguments are written. <see cref="PayloadFormat.Auto"/> (the default) lets the values decide. A Map sends JSON: with the default, it
    /// refuses what
    /// JSON would change; with <see cref="PayloadFormat.Json"/>, it sends that as JSON has it.
    /// </summary>
    public PayloadFormat Arguments { get; init; }

    /// <summary>What arrays of numbers are in Python. Default <see cref="ArrayForm.List"/>. Of no effect on Maps.</summary>
    public ArrayForm Arrays { get; init; }

    /// <summary>
    /// Whether Python's <c>None</c> is a result where the type is a class, such as <c>string?</c>. Default false: it ends the future in
    /// <see cref="ResultDeserializationException"/>. For <c>int?</c> and the like, and for <c>object</c>, it always is one.
    /// </summary>
    public bool AllowNone { get; init; }

    /// <summary>
    /// Options under which reflection finds the members of the app's own types. Not for trimmed or Native AOT apps: set <see cref="Json"/> there.
    /// </summary>
    [RequiresUnreferencedCode("Reflection finds the members of argument and result types. Set Json to a JsonSerializerContext instead.")]
    [RequiresDynamicCode("Reflection builds converters for argument and result types. Set Json to a JsonSerializerContext instead.")]
    public static ComputeCallOptions ForReflection() => new(PayloadRules.ForReflection);

    internal static ComputeCallOptions Default { get; } = new();

    internal ArgumentFormats Formats => ArgumentFormats.Of(Arguments, Arrays);

    /// <summary>Whether a Map refuses what JSON would change.</summary>
    internal bool IsExact => Arguments != PayloadFormat.Json;

    internal PayloadRules Rules(ComputeNaming clientNaming)
    {
        var naming = Naming ?? clientNaming;
        return Json is { } resolver ? PayloadRules.ForResolver(resolver, naming) : _reflection?.Invoke(naming) ?? PayloadRules.ForBuiltInShapes(naming);
    }

    /// <summary>Whether None is a value of the type, as far as the run time knows.</summary>
    internal bool AllowsNone<T>() =>
        AllowNone || typeof(T) == typeof(object) || (typeof(T).IsValueType && default(T) is null) || FSharpNone.IsOf(typeof(T));
}
