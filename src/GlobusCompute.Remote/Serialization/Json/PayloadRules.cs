using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>The JSON rules of one interface: naming, and where type metadata comes from. Immutable, shared, thread-safe.</summary>
internal sealed class PayloadRules
{
    private static readonly PayloadRules?[] s_builtIn = new PayloadRules?[3];
    private static readonly PayloadRules?[] s_reflection = new PayloadRules?[3];
    private static readonly ConditionalWeakTable<IJsonTypeInfoResolver, PayloadRules?[]> s_resolvers = [];

    private static readonly ConditionalWeakTable<ComputePayloadOptions, ConcurrentDictionary<PayloadRules, PayloadRules>> s_extended = [];
    private static readonly ConditionalWeakTable<IJsonTypeInfoResolver, ConcurrentDictionary<PayloadRules, PayloadRules>> s_generated = [];

    private static readonly ConditionalWeakTable<PayloadRules, ConcurrentDictionary<ComputeFormat, PayloadRules>> s_formatted = [];

    private readonly bool _onlyBuiltIn;
    private readonly Lazy<JsonSerializerOptions> _pickleOptions;
    private readonly JsonSerializerOptions _fields;
    private readonly Lazy<JsonSerializerOptions> _complete;
    private readonly ConcurrentDictionary<Type, RowPlan?> _rows;

    private readonly IJsonTypeInfoResolver? _resolver;
    private readonly IJsonTypeInfoResolver? _generated;
    private readonly ComputeNaming _naming;
    private readonly ClassShapes? _classes;
    private readonly PayloadRules? _plain;
    private readonly PayloadRules? _unformatted;

    private PayloadRules(
        IJsonTypeInfoResolver? resolver,
        ComputeNaming naming,
        IJsonTypeInfoResolver? generated = null,
        ComputePayloadOptions? payloads = null,
        PayloadRules? plain = null)
    {
        _resolver = resolver;
        _generated = generated;
        _naming = naming;
        _plain = plain;
        Payloads = payloads;
        _onlyBuiltIn = resolver is null;
        var chain = JsonTypeInfoResolver.Combine(ExtensionMembers.OfJson, AppContract.Serving(generated), AppContract.Serving(PythonNames.In(resolver)));
        var fields = PayloadJsonOptions.New(chain, naming);
        fields.IncludeFields = true;
        fields.PropertyNamingPolicy = null;
        fields.Converters.Add(ShapeConverters.OfJson);
        fields.MakeReadOnly();
        (_fields, _rows) = (fields, []);
        Options = PayloadJsonOptions.New(chain, naming, resolver as JsonSerializerContext);
        if (payloads is { Classes.Count: > 0 })
        {
            _classes = new ClassShapes(payloads.Classes, plain!);
            Options.Converters.Add(_classes);
        }

        Options.Converters.Add(ShapeConverters.OfJson);

        // Converters the app put on its context (string enums, say) come next; of its other options those count that
        // [JsonSourceGenerationOptions] sets for members, and the names are the interface's.
        if (resolver is JsonSerializerContext context)
        {
            foreach (var converter in context.Options.Converters)
            {
                Options.Converters.Add(converter);
            }
        }

        Options.Converters.Add(new RefusedConverter());
        Options.Converters.Add(new EnumConverter(resolver as JsonSerializerContext));
        Options.Converters.Add(new TupleConverter(fields));
        Options.MakeReadOnly();
        _complete = new Lazy<JsonSerializerOptions>(() => PayloadJsonOptions.WithoutRequired(Options));
        _pickleOptions = new Lazy<JsonSerializerOptions>(() => PayloadJsonOptions.ForPickles(generated, resolver, naming));
    }

    private PayloadRules(PayloadRules plain, ComputeFormat format)
    {
        (_onlyBuiltIn, _pickleOptions, _resolver, _generated) = (plain._onlyBuiltIn, plain._pickleOptions, plain._resolver, plain._generated);
        (_naming, _classes, _plain, Options, Payloads) = (plain._naming, plain._classes, plain._plain, plain.Options, plain.Payloads);
        (_fields, _complete, _rows) = (plain._fields, plain._complete, plain._rows);
        (_unformatted, ResultFormat) = (plain, format);
    }

    public JsonSerializerOptions Options { get; }

    /// <summary>The format of the result, or null where JSON and pickles carry it.</summary>
    public ComputeFormat? ResultFormat { get; }

    /// <summary>The same rules without a format of the result.</summary>
    public PayloadRules Unformatted => _unformatted ?? this;

    /// <summary>What the app has added, or null.</summary>
    public ComputePayloadOptions? Payloads { get; }

    /// <summary>The same rules for values that are pickled: what JSON has no form for goes beside the text. These only write.</summary>
    public JsonSerializerOptions PickleOptions => _pickleOptions.Value;

    /// <summary>Shapes the library knows by itself, and no others.</summary>
    public static PayloadRules ForBuiltInShapes(ComputeNaming naming) => GetOrAdd(s_builtIn, null, naming);

    /// <summary>Built-in shapes, then a source-generated resolver.</summary>
    public static PayloadRules ForResolver(IJsonTypeInfoResolver resolver, ComputeNaming naming) =>
        GetOrAdd(s_resolvers.GetValue(resolver, static _ => new PayloadRules?[3]), resolver, naming);

    /// <summary>Built-in shapes, then reflection.</summary>
    [RequiresUnreferencedCode("Reflection finds the members of argument and result types.")]
    [RequiresDynamicCode("Reflection builds converters for argument and result types.")]
    public static PayloadRules ForReflection(ComputeNaming naming)
    {
        ref var slot = ref Slot(s_reflection, naming);
        return Volatile.Read(ref slot) ?? Keep(ref slot, new PayloadRules(new ReflectionResolver(), naming));
    }

    /// <summary>The same rules with what the app has added.</summary>
    public PayloadRules With(ComputePayloadOptions? payloads) => payloads is null || ReferenceEquals(payloads, Payloads)
        ? this
        : s_extended.GetValue(payloads, static _ => [])
            .GetOrAdd(this, static (plain, added) => new PayloadRules(plain._resolver, plain._naming, plain._generated, added, plain), payloads);

    /// <summary>The same rules for a result in a format; null for none.</summary>
    public PayloadRules WithResultFormat(ComputeFormat? format) => format is null
        ? Unformatted
        : s_formatted.GetValue(Unformatted, static _ => []).GetOrAdd(FormatOf(format), static (format, plain) => new PayloadRules(plain, format), Unformatted);

    /// <summary>The format that the app has given in place of one without settings.</summary>
    public ComputeFormat FormatOf(ComputeFormat format) => Payloads?.FormatOf(format) ?? format;

    /// <summary>The room that is left for an argument in a format.</summary>
    /// <param name="limit">Bytes that all arguments may take.</param>
    /// <param name="taken">Bytes that earlier ones take.</param>
    public FormatRoom Room(int limit, int taken) => new(Payloads?.FormatCompression ?? FormatCompression.WhenNeeded, limit, taken);

    /// <summary>The same rules with metadata of types that were generated with a proxy, and without what the app has added.</summary>
    public PayloadRules WithTypes(IJsonTypeInfoResolver types) =>
        s_generated.GetValue(types, static _ => [])
            .GetOrAdd(_plain ?? this, static (plain, types) => new PayloadRules(plain._resolver, plain._naming, types), types);

    /// <summary>Metadata of a type.</summary>
    /// <exception cref="PayloadException">There is none, or the type has no JSON form.</exception>
    public JsonTypeInfo<T> InfoOf<T>() => InfoOf<T>(Options);

    /// <summary>Metadata of a type whose values are pickled.</summary>
    /// <exception cref="PayloadException">There is none, or the type has no form in Python.</exception>
    public JsonTypeInfo<T> PickleInfoOf<T>() => InfoOf<T>(PickleOptions);

    /// <summary>The shape by which a type is read directly, or null when System.Text.Json reads it.</summary>
    public Shape<T>? ShapeOf<T>() => _classes?.Find(typeof(T)) as Shape<T> ?? BuiltIn<T>.Shape;

    /// <summary>Gets how results of a type are read from pickles without values in between; null where they have to be read in the general way.</summary>
    public RowPlan? RowsOf<T>() => ShapeOf<T>() is not null ? null
        : _rows.TryGetValue(typeof(T), out var plan) ? plan
        : _rows.GetOrAdd(typeof(T), RowPlan.Of(typeof(T), Options, _fields, _complete));

    /// <summary>Whether values of a type are read by a shape, under some rules.</summary>
    public static bool HasShape(Type type, JsonSerializerOptions options) =>
        BuiltInShapes.Find(type) is not null || options.Converters is [ClassShapes classes, ..] && classes.Find(type) is not null;

    /// <summary>Metadata of a type known at run time only.</summary>
    /// <exception cref="ShapeException">There is none, or the type has no JSON form.</exception>
    public static JsonTypeInfo InfoOf(Type type, JsonSerializerOptions options)
    {
        if (Refusals.WhyFamily(type) is { } why)
        {
            throw new ShapeException(why);
        }

        try
        {
            return options.GetTypeInfo(type);
        }
        catch (NotSupportedException e)
        {
            throw new ShapeException(Refusals.WhyLost(type) ?? NoMetadata(type), e);
        }
        catch (InvalidOperationException e)
        {
            throw new ShapeException($"The type {TypeNames.Of(type)} cannot be used as JSON: {e.Message}", e);
        }
    }

    public static string NoMetadata(Type type) =>
        $"There is no JSON metadata for {TypeNames.Of(type)}. Put [JsonSerializable(typeof({TypeNames.Of(type)}))] on a JsonSerializerContext and "
            + "[ComputeJson(typeof(MyContext))] on the interface; where there is no interface, name the context in ComputeCallOptions.Json, "
            + "or use ComputeCallOptions.ForReflection().";

    private JsonTypeInfo<T> InfoOf<T>(JsonSerializerOptions options)
    {
        if (_onlyBuiltIn && EnumConverter.Instance.CanConvert(typeof(T)))
        {
            return EnumInfo<T>.Info;
        }

        try
        {
            return (JsonTypeInfo<T>)InfoOf(typeof(T), options);
        }
        catch (ShapeException e)
        {
            throw new PayloadException(e.Message, null, e);
        }
    }

    private static PayloadRules GetOrAdd(PayloadRules?[] cache, IJsonTypeInfoResolver? resolver, ComputeNaming naming)
    {
        ref var slot = ref Slot(cache, naming);
        return Volatile.Read(ref slot) ?? Keep(ref slot, new PayloadRules(resolver, naming));
    }

    private static ref PayloadRules? Slot(PayloadRules?[] cache, ComputeNaming naming)
    {
        if (!Enum.IsDefined(naming))
        {
            throw new ArgumentOutOfRangeException(nameof(naming), naming, "The naming must be one of the values of ComputeNaming.");
        }

        return ref cache[(int)naming];
    }

    private static PayloadRules Keep(ref PayloadRules? slot, PayloadRules made) => Interlocked.CompareExchange(ref slot, made, null) ?? made;

    /// <summary>An enum needs no metadata but its name, and the rules for it are the same under all namings.</summary>
    private static class EnumInfo<T>
    {
        public static readonly JsonTypeInfo<T> Info =
            JsonMetadataServices.CreateValueInfo<T>(ForBuiltInShapes(ComputeNaming.SnakeCase).Options, EnumConverter.Instance);
    }
}
