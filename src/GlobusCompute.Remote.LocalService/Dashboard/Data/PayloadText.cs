using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;
using GlobusCompute.Remote.Shared.Display;

namespace GlobusCompute.Remote.LocalService.Dashboard.Data;

/// <summary>
/// Arguments and results as Python would write them. They are read as data, within the limits of the library's readers; nothing of them is executed.
/// </summary>
internal static class PayloadText
{
    private const int MaxLength = 10_000;
    private const int MaxBytes = 4 << 20;
    private const int MaxPreviewLength = 120;
    private const int MaxPreviewedBytes = 1000;

    private static readonly PayloadRules s_rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);

    /// <summary>The arguments of a call, as between its parentheses.</summary>
    public static string OfArguments(ReadOnlySpan<byte> packed)
    {
        if (packed.Length > MaxBytes)
        {
            return TooLarge(packed.Length);
        }

        try
        {
            if (!PackedBuffers.TryTakeNext(ref packed, out var positional) || !PackedBuffers.TryTakeNext(ref packed, out var named))
            {
                return "(the arguments are damaged)";
            }

            var (values, entries) = (Read(positional), Read(named));
            return values.Kind is PythonKind.List or PythonKind.Tuple && entries.Kind == PythonKind.Dictionary
                ? DisplayText.Clip(Join(values, entries), MaxLength)
                : DisplayText.Clip($"*{PythonRepr.Of(values, MaxLength)}, **{PythonRepr.Of(entries, MaxLength)}", 2 * MaxLength);
        }
        catch (Exception e) when (e is PayloadException or ComputeException)
        {
            return Unreadable(e);
        }
    }

    /// <summary>A result, given as the JSON string that holds it.</summary>
    public static string OfResult(ReadOnlySpan<byte> quoted)
    {
        if (quoted.Length > MaxBytes)
        {
            return TooLarge(quoted.Length);
        }

        try
        {
            return DisplayText.Clip(PythonRepr.Of(Read(Encoding.UTF8.GetBytes(JsonSerializer.Deserialize<string>(quoted)!)), MaxLength), MaxLength + 1);
        }
        catch (Exception e) when (e is PayloadException or ComputeException)
        {
            return Unreadable(e);
        }
    }

    /// <summary>The beginning of small arguments, for a list; null for others, which are not worth reading there.</summary>
    public static string? PreviewArguments(byte[]? packed) =>
        packed is { Length: <= MaxPreviewedBytes } ? DisplayText.Shorten(OfArguments(packed), MaxPreviewLength) : null;

    /// <summary>The beginning of a small result, for a list; of others their size.</summary>
    public static string PreviewResult(ReadOnlySpan<byte> quoted) =>
        quoted.Length <= MaxPreviewedBytes ? DisplayText.Shorten(OfResult(quoted), MaxPreviewLength) : SizeText.Of(quoted.Length);

    /// <summary>The source of a function's buffer; null if it holds none that can be read.</summary>
    public static string? OfCode(ReadOnlySpan<byte> packed)
    {
        try
        {
            if (packed.Length > MaxBytes || !PackedBuffers.TryTakeNext(ref packed, out var code))
            {
                return null;
            }

            if (code.StartsWith("st\n"u8))
            {
                var text = Encoding.UTF8.GetString(code[3..]);
                return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
            }

            // Pairs of a name and a source, pickled.
            return (code.StartsWith("04\n"u8) || code.StartsWith("03\n"u8))
                && Read([.. "00\n"u8, .. code[3..]]) is { Kind: PythonKind.Tuple, Count: 2 } pair && pair[1].Kind == PythonKind.Text
                ? pair[1].As<string>()
                : null;
        }
        catch (Exception e) when (e is PayloadException or ComputeException)
        {
            return null;
        }
    }

    private static PythonValue Read(ReadOnlySpan<byte> payload) => ResultReader.Read<PythonValue>(payload, s_rules, allowNull: true);

    private static string Join(PythonValue values, PythonValue entries)
    {
        var text = new StringBuilder();
        foreach (var value in values.Items)
        {
            Append(text, PythonRepr.Of(value, MaxLength));
        }

        foreach (var (name, value) in entries.Entries)
        {
            Append(text, $"{(name.Kind == PythonKind.Text ? name.As<string>() : PythonRepr.Of(name))}={PythonRepr.Of(value, MaxLength)}");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string part)
    {
        if (text.Length <= MaxLength)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(part);
        }
    }

    private static string TooLarge(int bytes) => $"({SizeText.Of(bytes)}: too large to be shown here)";

    private static string Unreadable(Exception e) => $"(cannot be shown: {DisplayText.Clip(e.Message, 500)})";
}
