using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>C# enum members for those of Python's Enums.</summary>
internal static class ModuleEnums
{
    /// <summary>The members: with Python's numbers where all of them have one, else numbered as they come.</summary>
    public static IReadOnlyList<ModuleEnumMember> Members(PythonClass type)
    {
        var numbers = type.IsFlag ? Flags(type) : type.Members.Select(member => member.Number).ToArray();
        var areKnown = numbers.All(number => number is not null) && numbers.Distinct().Count() == numbers.Length;
        var taken = new UniqueNames("value__");
        return [.. type.Members.Select((member, i) => new ModuleEnumMember(taken.Take(Name(member.Name)), member, areKnown ? numbers[i]!.Value : i))];
    }

    /// <summary><c>DARK_RED</c> is <c>DarkRed</c>.</summary>
    private static string Name(string python) =>
        CSharpNames.Pascal(python.Any(char.IsLower) ? python : python.ToLowerInvariant());

    private static long?[] Flags(PythonClass type)
    {
        // auto() is the next power of two.
        var numbers = new long?[type.Members.Count];
        long highest = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = type.Members[i].Number ?? (type.Members[i].Value is "auto()" or "enum.auto()" ? NextBit(highest) : null);
            highest = Math.Max(highest, numbers[i] ?? 0);
        }

        return numbers;
    }

    private static long NextBit(long highest)
    {
        var bit = 1L;
        while (bit <= highest)
        {
            bit <<= 1;
        }

        return bit;
    }
}
