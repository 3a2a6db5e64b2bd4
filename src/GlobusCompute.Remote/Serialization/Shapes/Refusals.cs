using System.Numerics;
using System.Reflection;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Types that JSON cannot carry so that Python reads the same value, and what to pass instead.</summary>
internal static class Refusals
{
    public const string Bytes = "JSON has no bytes, and Python would read a base64 string. "
        + "Pass Convert.ToBase64String(value) and call base64.b64decode in the function, or an int[].";
    public const string Decimal = "Python would read a binary float and lose digits. "
        + "Pass value.ToString(CultureInfo.InvariantCulture) and call decimal.Decimal in the function, or cast to double.";
    public const string TimeSpan = "JSON has no standard text for a time span. Pass value.TotalSeconds.";
    public const string Complex = "JSON has no complex numbers. Pass the real and the imaginary part, or a double[] of both.";

    public const string Grid = "JSON has no form for arrays of this element type and number of dimensions. "
        + "Use PayloadFormat.Auto or Pickle, or pass nested arrays.";

    /// <summary>Why a type is refused; null when it is not.</summary>
    public static string? Why(Type type) => type switch
    {
        _ when type == typeof(byte[]) || type == typeof(Memory<byte>) || type == typeof(ReadOnlyMemory<byte>) => Bytes,
        _ when type == typeof(decimal) => Decimal,
        _ when type == typeof(TimeSpan) => TimeSpan,
        _ when type == typeof(Complex) => Complex,
        _ => WhyFamily(type),
    };

    /// <summary>Why a type of an open family is refused; null when it is not.</summary>
    public static string? WhyFamily(Type type)
    {
        var name = TypeNames.Of(type);
        return type switch
        {
            _ when typeof(Delegate).IsAssignableFrom(type) => $"{name} is a delegate, and .NET code cannot run in Python. Pass the data it works on.",
            _ when typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || IsGeneric(type, typeof(ValueTask<>)) =>
                $"{name} is a task. Await it first and pass its result.",
            _ when typeof(Stream).IsAssignableFrom(type) =>
                $"{name} is a stream. Read it and pass its content as text or numbers, or pass a path or URL that the worker can read.",
            _ when typeof(MemberInfo).IsAssignableFrom(type) => $"{name} describes .NET code, which Python does not know. Pass its name as a string.",
            _ when type == typeof(CancellationToken) => "A cancellation token has no meaning in Python. Leave it out of what is passed.",
            _ when type == typeof(nint) || type == typeof(nuint) => $"{name} is an address or handle of this process. Pass a long if it is a number.",
            _ => null,
        };
    }

    /// <summary>Why a type is refused unless the app has a converter for it; null when it is not.</summary>
    public static string? WhyLost(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            var plain = current.IsGenericType ? current.GetGenericTypeDefinition() : current;
            if (plain.FullName is { } name && RefusedTypes.FindLost(name) is { } instead)
            {
                // Some are of types that .NET does not show.
                var shown = TypeNames.Of(type.IsVisible ? type : current);
                return $"The properties of {shown} do not hold its value, so that Python would not get it. Pass {instead.Pass}.";
            }
        }

        return null;
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
