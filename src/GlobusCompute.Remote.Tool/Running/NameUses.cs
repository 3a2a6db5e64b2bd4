using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>How a Python text uses a name.</summary>
/// <param name="IsNamed">Whether it stands somewhere as a word of its own: not as a member, nor as what a <c>def</c> or <c>class</c> defines.</param>
/// <param name="IsDefined">Whether a <c>def</c> or <c>class</c> defines it anywhere.</param>
internal readonly record struct NameUses(bool IsNamed, bool IsDefined)
{
    public static NameUses Of(string text, string name)
    {
        var (isNamed, isDefined) = (false, false);
        var before = ReadOnlySpan<char>.Empty;
        for (var at = 0; at < text.Length;)
        {
            if (!PythonIdentifier.IsPart(text[at]))
            {
                // Blanks stand between 'def' and its name; anything else ends the definition.
                before = text[at] is ' ' or '\t' ? before : text.AsSpan(at, 1);
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && PythonIdentifier.IsPart(text[at]))
            {
                at++;
            }

            var word = text.AsSpan(start, at - start);
            if (word.SequenceEqual(name) || (!System.Text.Ascii.IsValid(word) && PythonIdentifier.Normalize(word.ToString()) == name))
            {
                var isDefinition = before is "def" or "class";
                isDefined |= isDefinition;
                isNamed |= !isDefinition && before is not ".";
            }

            before = word;
        }

        return new NameUses(isNamed, isDefined);
    }
}
