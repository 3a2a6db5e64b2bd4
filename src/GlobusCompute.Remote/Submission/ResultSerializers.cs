using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Submission;

/// <summary>The <c>result_serializers</c> of a submit body (protocol.md §4.7): the strategies by the paths that the Python SDK sends.</summary>
internal static class ResultSerializers
{
    private const string Json = "\"globus_compute_sdk.serialize.concretes.JSONData\"";
    private const string Pickle = "\"globus_compute_sdk.serialize.concretes.DillDataBase64\"";

    /// <summary>The longest of all lists.</summary>
    public static string Longest(ComputePayloadOptions? payloads) => Of(ResultPreference.Auto, payloads);

    /// <summary>The list as JSON text. What no method has decided is JSON first.</summary>
    /// <param name="preference">What the method prefers.</param>
    /// <param name="payloads">What the app has added; its formats come first, where the preference is not for one alone.</param>
    public static string Of(ResultPreference preference, ComputePayloadOptions? payloads = null)
    {
        var added = payloads is null ? "" : string.Concat(payloads.Strategies.Select(s => $"\"{s.ImportPath}\","));
        return preference switch
        {
            ResultPreference.Json => $"[{Json}]",
            ResultPreference.Pickle => $"[{Pickle}]",
            ResultPreference.PickleThenJson => $"[{added}{Pickle},{Json}]",
            _ => $"[{added}{Json},{Pickle}]",
        };
    }
}
