using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Settings;

/// <summary>Refuses options with a message that names the option as an app writes it.</summary>
internal static class OptionCheck
{
    /// <exception cref="ArgumentOutOfRangeException">The condition is false.</exception>
    public static void Require([DoesNotReturnIf(false)] bool condition, string options, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, $"{options}.{name} must be {rule}.");
        }
    }

    /// <exception cref="ArgumentNullException">The list is null, or something in it.</exception>
    public static void NoNulls<T>([NotNull] IEnumerable<T>? values, string options, string name)
    {
        NotNull(values, options, name);
        if (values.Any(static value => value is null))
        {
            throw new ArgumentNullException(name, $"{options}.{name} must not contain null.");
        }
    }

    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static void NotNull([NotNull] object? value, string options, string name)
    {
        if (value is null)
        {
            throw new ArgumentNullException(name, $"{options}.{name} must not be null.");
        }
    }
}
