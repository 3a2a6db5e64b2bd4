using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <summary>
/// Sets how one call is treated that is made by <see cref="ComputeExecutor"/>'s <c>Submit</c> methods. Read once, at the call. Make them once and use them
/// for many calls.
/// </summary>
public sealed class ComputeCallOptions : ComputeCallSettings
{
    private readonly Func<ComputeNaming, PayloadRules>? _reflection;

    /// <summary>Initializes options with the defaults.</summary>
    public ComputeCallOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="ComputeCallOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public ComputeCallOptions(ComputeCallSettings settings)
        : base(settings)
    {
        if (settings is ComputeCallOptions options)
        {
            (_reflection, Tag, Json, ResultFormat) = (options._reflection, options.Tag, options.Json, options.ResultFormat);
        }
    }

    private ComputeCallOptions(Func<ComputeNaming, PayloadRules> reflection) => _reflection = reflection;

    /// <summary>
    /// Gets or sets the app's own name for the call, as a <see cref="ComputeTagAttribute"/> parameter gives it. It stays here, in
    /// <see cref="ComputeTaskHandle.Tag"/> and in the client's journal. Null (the default) tags nothing; 1 to 1,000 characters of well-formed text otherwise.
    /// <see cref="WithTag"/> gives options that many calls use a tag for one.
    /// </summary>
    public string? Tag { get; set; }

    /// <summary>
    /// Gets or sets JSON metadata of the app's own types among arguments and result, usually the <c>Default</c> of a <c>JsonSerializerContext</c>. Null (the
    /// default) for types that the library knows by itself: numbers, text, arrays, lists and dictionaries of them.
    /// </summary>
    public IJsonTypeInfoResolver? Json { get; set; }

    /// <summary>
    /// Gets or sets the format in which the result arrives, for tasks whose function encodes it: a task that is reloaded or attached, or a function that is
    /// registered already. Null (the default) for the format of the <see cref="PythonFunction"/>, or none.
    /// </summary>
    public ComputeFormat? ResultFormat { get; set; }

    internal static ComputeCallOptions Default { get; } = new();

    internal ArgumentFormats Formats => ArgumentFormats.Of(Arguments, Arrays);

    /// <summary>Whether a Map refuses what JSON would change.</summary>
    internal bool IsExact => Arguments != PayloadFormat.Json;

    /// <summary>
    /// Creates options under which reflection finds the members of the app's own types. Not for trimmed or Native AOT apps: set <see cref="Json"/> there.
    /// </summary>
    [RequiresUnreferencedCode("Reflection finds the members of argument and result types. Set Json to a JsonSerializerContext instead.")]
    [RequiresDynamicCode("Reflection builds converters for argument and result types. Set Json to a JsonSerializerContext instead.")]
    public static ComputeCallOptions ForReflection() => new(PayloadRules.ForReflection);

    /// <summary>Copies the options with another tag: <c>options.WithTag(file.Name)</c>.</summary>
    /// <param name="tag">The tag of one call; null tags nothing.</param>
    /// <returns>The copy. These options are not changed.</returns>
    public ComputeCallOptions WithTag(string? tag) => new(this) { Tag = tag };

    /// <summary>Reads what a call takes beside its formats, and refuses what is out of range.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    internal (TimeSpan? Timeout, string? Tag) Take()
    {
        var (timeout, tag) = (Timeout, Tag);
        ValidateSettings(timeout);
        return (timeout, CallTag.Check(tag, nameof(Tag), $"{nameof(ComputeCallOptions)}.{nameof(Tag)}"));
    }

    /// <summary>The rules of a call by a client.</summary>
    /// <param name="client">The client's options.</param>
    /// <param name="resultFormat">The format of the function's result, or null.</param>
    internal PayloadRules Rules(ComputeClientOptions client, ComputeFormat? resultFormat = null) =>
        Rules(client.PropertyNaming).With(client.Payloads).WithResultFormat(ResultFormat ?? resultFormat);

    private PayloadRules Rules(ComputeNaming clientNaming)
    {
        var naming = Naming ?? clientNaming;
        return Json is { } resolver ? PayloadRules.ForResolver(resolver, naming) : _reflection?.Invoke(naming) ?? PayloadRules.ForBuiltInShapes(naming);
    }

    /// <summary>Whether None is a value of the type, as far as the run time knows.</summary>
    internal bool AllowsNone<T>() =>
        AllowNone || typeof(T) == typeof(object) || (typeof(T).IsValueType && default(T) is null) || FSharpNone.IsOf(typeof(T));
}
