using System.Text.Json;

namespace GlobusCompute.Remote.Tool.Sessions;

/// <summary>Writes members of JSON that may be null.</summary>
internal static class JsonMember
{
    public static void Id(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Seconds(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } value)
        {
            json.WriteNumber(name, Math.Round(value.TotalSeconds, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Number(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Flag(Utf8JsonWriter json, string name, bool? flag)
    {
        if (flag is { } value)
        {
            json.WriteBoolean(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
