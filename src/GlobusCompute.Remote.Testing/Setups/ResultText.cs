using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>Writes results as workers do: as JSON, and as a pickle where JSON would change the value (protocol.md §4.7).</summary>
internal static class ResultText
{
    /// <param name="value">The result.</param>
    /// <param name="rules">The rules of the interface; null for those of built-in types.</param>
    /// <exception cref="PayloadException">The value has no form in Python.</exception>
    public static string Of<T>(T value, PayloadRules? rules)
    {
        rules ??= PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
        return rules.ResultFormat is { } format
            ? Write(format.Encode(value, rules.Room(int.MaxValue, taken: 0)), rules.Unformatted)
            : Write(value, rules);
    }

    private static string Write<T>(T value, PayloadRules rules)
    {
        var json = new JsonBuffer();
        json.Begin(rules.Options);
        json.IsExact = true;
        try
        {
            ArgumentJson.WriteValue(json, rules, value);
            return "11\n" + Encoding.UTF8.GetString(json.Written);
        }
        catch (InexactException)
        {
            return "00\n" + Convert.ToBase64String(Pickle(value, rules));
        }
        catch (Exception e) when (PayloadFailure.Of(e) is { } failure)
        {
            throw failure;
        }
    }

    private static byte[] Pickle<T>(T value, PayloadRules rules)
    {
        var pickle = new PickleBuffer();
        pickle.Begin(rules, ArrayForm.List);
        try
        {
            pickle.Value(value);
        }
        catch (Exception e) when (PayloadFailure.Of(e) is { } failure)
        {
            throw failure;
        }

        pickle.Raw([PickleOpcode.Stop]);
        Span<byte> prolog = stackalloc byte[PickleProlog.MaxLength];
        return [.. prolog[..PickleProlog.Write(pickle.Globals, prolog)], .. pickle.Written];
    }
}
