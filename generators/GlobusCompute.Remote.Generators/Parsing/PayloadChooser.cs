using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Chooses the formats of a method's arguments and result from what JSON makes of them.</summary>
/// <param name="choice">What the method or its interface says.</param>
/// <param name="isMap">Whether it is a Map, which sends and gets JSON alone.</param>
internal sealed class PayloadChooser(PayloadChoice choice, bool isMap)
{
    public const string Auto = "Auto";
    public const string Json = "Json";
    public const string Pickle = "Pickle";
    public const string PickleThenJson = "PickleThenJson";

    private Buffer? _positional;
    private Buffer? _keyword;
    private bool _mayBeLeftOut;

    /// <summary>Takes the next parameter that travels.</summary>
    public void Add(string name, JsonFit fit, bool isKeyword, bool omitWhenNull, bool isVariadic)
    {
        // Behind one that was left out, arguments go by keyword.
        if (isKeyword || (_mayBeLeftOut && !isVariadic))
        {
            _keyword = Join(_keyword, fit, name);
        }

        if (!isKeyword)
        {
            _positional = Join(_positional, fit, name);
        }

        _mayBeLeftOut |= omitWhenNull;
    }

    /// <summary>The formats.</summary>
    /// <param name="hasResult">Whether the result has a value.</param>
    /// <param name="isNumericArray">Whether that is an array of numbers, which numpy mostly makes.</param>
    public PayloadModel Choose(bool hasResult, bool isNumericArray)
    {
        var results = choice.Results == Auto && !isMap && isNumericArray ? PickleThenJson : choice.Results;
        var words = new[] { Words(), hasResult ? ResultWords(results) : null }.Where(text => text is not null);
        return new(
            _positional?.Name,
            _keyword?.Name,
            choice.Arrays == "List" ? null : choice.Arrays,
            results == Auto ? null : results,
            string.Join(" ", words));
    }

    /// <summary>The same formats with a pickle first for the result.</summary>
    public static PayloadModel PickledFirst(PayloadModel payload) =>
        payload with { Results = PickleThenJson, Description = payload.Description.Replace(ResultWords(Auto), ResultWords(PickleThenJson)) };

    private Buffer Join(Buffer? buffer, JsonFit fit, string parameter) => choice.Arguments switch
    {
        _ when isMap => new(null, JsonFit.Exact, null),
        Json or Pickle => new(choice.Arguments, JsonFit.Exact, null),
        _ when buffer is null || fit > buffer.Fit => new(fit >= JsonFit.Changed ? Pickle : null, fit, fit == JsonFit.Exact ? null : parameter),
        _ => buffer,
    };

    private string? Words()
    {
        if (_positional is null && _keyword is null)
        {
            return null;
        }

        if (_positional is null || _keyword is null || _positional.Words == _keyword.Words)
        {
            return $"Arguments are sent as {(_positional ?? _keyword)!.Words}.";
        }

        return $"Positional arguments are sent as {_positional.Words}, keyword arguments as {_keyword.Words}.";
    }

    private static string ResultWords(string results) => results switch
    {
        PickleThenJson => "The result is requested as a pickle, otherwise as JSON.",
        Json => "The result is requested as JSON.",
        Pickle => "The result is requested as a pickle.",
        _ => "The result is requested as JSON, otherwise as a pickle.",
    };

    /// <summary>One of the two buffers.</summary>
    /// <param name="Name">The member of <c>PayloadFormat</c>, or null for the default.</param>
    /// <param name="Fit">What JSON makes of its parameters.</param>
    /// <param name="Parameter">The parameter that decided.</param>
    private sealed record Buffer(string? Name, JsonFit Fit, string? Parameter)
    {
        public string Words => (Name, Parameter) switch
        {
            (Json, _) => "JSON, as it says",
            (Pickle, null) => "a pickle, as it says",
            (Pickle, _) => $"a pickle, for '{Parameter}'",
            (_, null) => "JSON",
            _ => $"JSON, or as a pickle when '{Parameter}' needs one",
        };
    }
}
