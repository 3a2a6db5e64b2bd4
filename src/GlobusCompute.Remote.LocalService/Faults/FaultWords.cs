using System.Text.Json;

namespace GlobusCompute.Remote.LocalService.Faults;

/// <summary>The words of a plan's JSON for the members of enums.</summary>
internal static class FaultWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <exception cref="FormatException">There is no such word. The message lists those that there are.</exception>
    public static T Read<T>(string member, string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
            {
                return value;
            }
        }

        var words = string.Join(", ", Enum.GetValues<T>().Select(Of));
        throw new FormatException(word is null ? $"{member} is required: one of {words}" : $"{member} is '{word}', but must be one of {words}");
    }
}
