using System.Text.Json;

namespace GlobusCompute.Remote.Submission;

/// <summary>The ranges of an executor's settings, the same for its options and its properties.</summary>
internal static class ExecutorSettings
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(24);

    public static Guid? Id(Guid? value, string name, string parameter) =>
        value != Guid.Empty ? value : throw new ArgumentException($"{name} must not be empty; null stands for none.", parameter);

    public static int? BatchSize(int? value, string parameter) =>
        value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(parameter, value, $"{nameof(ComputeExecutor.BatchSize)} must be at least 1, or null.");

    public static TimeSpan? CallTimeout(TimeSpan? value, string parameter) =>
        value is null || (value > TimeSpan.Zero && value <= s_longest)
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, $"{nameof(ComputeExecutor.CallTimeout)} must be above zero and at most 24 days, or null.");

    public static string? Serializers(IReadOnlyList<string>? value, string parameter)
    {
        if (value is null)
        {
            return null;
        }

        foreach (var path in value)
        {
            if (string.IsNullOrWhiteSpace(path) || path.Any(static c => c is < '!' or > '~'))
            {
                throw new ArgumentException(
                    $"{nameof(ComputeExecutor.ResultSerializers)} must be Python import paths such as globus_compute_sdk.serialize.concretes.JSONData; '{path}' is none.", parameter);
            }
        }

        return $"[{string.Join(',', value.Select(static path => $"\"{JsonEncodedText.Encode(path)}\""))}]";
    }

    public static void RequireRoom(SubmissionTarget target, string parameter)
    {
        if (target.MaxTaskBytes == 0)
        {
            throw new ArgumentException(
                $"{JsonOption.UserEndpointConfig.Name} and {JsonOption.ResourceSpecification.Name} take {(target.UserEndpointConfig?.Length ?? 0) + (target.ResourceSpecification?.Length ?? 0):N0} "
                + "bytes as JSON, and leave no room for a task in a request. Put what is large where the workers can read it.",
                parameter);
        }
    }
}
