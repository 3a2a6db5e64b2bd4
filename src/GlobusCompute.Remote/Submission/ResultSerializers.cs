namespace GlobusCompute.Remote.Submission;

/// <summary>The <c>result_serializers</c> of a submit body (protocol.md §4.7): the strategies by the paths that the Python SDK sends.</summary>
internal static class ResultSerializers
{
    private const string Json = "\"globus_compute_sdk.serialize.concretes.JSONData\"";
    private const string Pickle = "\"globus_compute_sdk.serialize.concretes.DillDataBase64\"";

    /// <summary>The longest of all lists.</summary>
    public static string Longest => Of(ResultPreference.Auto);

    /// <summary>The list as JSON text. What no method has decided is JSON first.</summary>
    public static string Of(ResultPreference preference) => preference switch
    {
        ResultPreference.Json => $"[{Json}]",
        ResultPreference.Pickle => $"[{Pickle}]",
        ResultPreference.PickleThenJson => $"[{Pickle},{Json}]",
        _ => $"[{Json},{Pickle}]",
    };
}
