using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>Options of System.Text.Json by which values of one interface are read and written.</summary>
internal static class PayloadJsonOptions
{
    /// <summary>Creates the rules that all values have in common, still open for converters.</summary>
    public static JsonSerializerOptions New(IJsonTypeInfoResolver chain, ComputeNaming naming, JsonSerializerContext? context = null)
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = chain,
            MaxDepth = JsonBuffer.MaxDepth,
            PropertyNamingPolicy = naming switch
            {
                ComputeNaming.SnakeCase => JsonNamingPolicy.SnakeCaseLower,
                ComputeNaming.CamelCase => JsonNamingPolicy.CamelCase,
                _ => null,
            },

            // A key that Python left out, or a None, must not turn into a silent zero or null.
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,

            // A dict of Python says in any order what it is.
            AllowOutOfOrderMetadataProperties = true,
        };
        if (context?.Options is { } app)
        {
            options.DefaultIgnoreCondition = app.DefaultIgnoreCondition;
            options.IgnoreReadOnlyFields = app.IgnoreReadOnlyFields;
            options.IgnoreReadOnlyProperties = app.IgnoreReadOnlyProperties;
            options.IncludeFields = app.IncludeFields;
            options.PreferredObjectCreationHandling = app.PreferredObjectCreationHandling;
            options.PropertyNameCaseInsensitive = app.PropertyNameCaseInsensitive;
            options.UnmappedMemberHandling = app.UnmappedMemberHandling;
        }

        return options;
    }

    /// <summary>Creates the rules by which values that are pickled are written.</summary>
    public static JsonSerializerOptions ForPickles(IJsonTypeInfoResolver? generated, IJsonTypeInfoResolver? resolver, ComputeNaming naming)
    {
        var chain = JsonTypeInfoResolver.Combine(ExtensionMembers.OfPickles, AppContract.Serving(generated), AppContract.Serving(PythonNames.In(resolver)));
        var options = New(chain, naming, resolver as JsonSerializerContext);
        options.Converters.Add(ShapeConverters.OfPickles);
        if (resolver is JsonSerializerContext context)
        {
            foreach (var converter in context.Options.Converters)
            {
                options.Converters.Add(converter);
            }
        }

        options.Converters.Add(new PickledStructureConverters());
        options.Converters.Add(new RefusedConverter());
        options.Converters.Add(new EnumConverter(resolver as JsonSerializerContext));
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Copies rules for rows whose members were looked for before.</summary>
    public static JsonSerializerOptions WithoutRequired(JsonSerializerOptions options)
    {
        var without = new JsonSerializerOptions(options)
        {
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(static info =>
            {
                foreach (var property in info.Properties)
                {
                    property.IsRequired = false;
                }
            }),
        };
        without.MakeReadOnly();
        return without;
    }
}
