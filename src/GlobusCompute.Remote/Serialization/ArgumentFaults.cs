namespace GlobusCompute.Remote.Serialization;

/// <summary>What is said of arguments that cannot be sent, however the call was made.</summary>
internal static class ArgumentFaults
{
    public static ArgumentException Unserialisable(string function, string argument, string? parameter, PayloadException e) =>
        new($"{function}: the argument {argument} cannot be sent{(e.Path is null ? "" : $" (at {e.Path})")}: {e.Message}", parameter, e);

    public static ArgumentException TooLarge(string function, int bytes, int limit, string? largest, int largestBytes, string? parameter) =>
        new($"The arguments of {function} take {bytes:N0} bytes as JSON; one request may carry {limit:N0}. "
            + (largest is null
                ? ""
                : $"The largest is argument {largest} with {largestBytes:N0} bytes: pass less of it, or a path or URL the worker can read. "
                    + "A value also takes less in a format of its own (ComputeFormat, compressed unless ComputePayloadOptions.FormatCompression is Never), "
                    + "and a Map divides a sequence over many requests."),
            parameter);
}
