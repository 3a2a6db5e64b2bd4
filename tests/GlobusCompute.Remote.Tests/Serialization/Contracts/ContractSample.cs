using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Contracts;

/// <summary>A value and the type that a call declares for it.</summary>
internal abstract class ContractSample
{
    public abstract string Name { get; }

    /// <summary>As System.Text.Json alone writes it.</summary>
    public abstract string Text(JsonSerializerOptions alone);

    /// <summary>As the library writes it as JSON.</summary>
    public abstract string Written(PayloadRules rules);

    /// <summary>As the library pickles it, in base64.</summary>
    public abstract string Pickled(PayloadRules rules);

    /// <summary>Whether System.Text.Json alone reads a text, and what it writes of the value.</summary>
    public abstract (string? Text, string? Error) ReadAlone(string json, JsonSerializerOptions alone);

    /// <summary>Whether the library reads a payload, and what System.Text.Json alone writes of the value.</summary>
    public abstract (string? Text, string? Error) Read(string payload, PayloadRules rules, JsonSerializerOptions alone);
}

internal sealed class ContractSample<T>(T value, Func<T?, object>? mirror = null) : ContractSample
{
    public override string Name => typeof(T).Name;

    public override string Text(JsonSerializerOptions alone) => Alone(value, alone);

    public override string Written(PayloadRules rules) => Payload.Write(value, rules);

    public override string Pickled(PayloadRules rules) => PickleLoads.Pickle(value, rules);

    public override (string? Text, string? Error) ReadAlone(string json, JsonSerializerOptions alone)
    {
        try
        {
            return (Alone(JsonSerializer.Deserialize<T>(json, alone), alone), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, e.GetType().Name + ": " + e.Message);
        }
    }

    public override (string? Text, string? Error) Read(string payload, PayloadRules rules, JsonSerializerOptions alone)
    {
        try
        {
            var read = GlobusCompute.Remote.Serialization.ResultReader.Read<T>(System.Text.Encoding.UTF8.GetBytes(payload), rules, allowNull: true);
            return (Alone(read, alone), null);
        }
        catch (GlobusCompute.Remote.Serialization.PayloadException e)
        {
            return (null, e.Message);
        }
    }

    private string Alone(T? read, JsonSerializerOptions alone) =>
        mirror is null || read is null ? JsonSerializer.Serialize(read, alone) : mirror(read) is var other ? JsonSerializer.Serialize(other, other.GetType(), alone) : "";
}
