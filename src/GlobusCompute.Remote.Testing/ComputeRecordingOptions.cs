namespace GlobusCompute.Remote.Testing;

/// <summary>Sets what a recording holds. The same options belong to its replay, since calls are compared as they are recorded.</summary>
public sealed class ComputeRecordingOptions
{
    private int _largestInlinePayload = 10_000;

    /// <summary>
    /// Gets or sets what takes secrets out of texts: it is called with each string in arguments and results, with each failure's text, and gives the text to
    /// record. The same text must always give the same one. A value in a binary format in which it would change something is left out of the recording, and
    /// cannot be replayed. Null (the default) changes nothing. Arguments of parameters with <see cref="SensitiveAttribute"/> are never recorded, and their
    /// texts of four characters and more are taken out of results and failures, too.
    /// </summary>
    public Func<string, string>? Redact { get; set; }

    /// <summary>
    /// Gets or sets above how many characters a serialized value is written to a file of its own, in the folder that is named as the recording with the
    /// extension <c>.payloads</c>. Default 10,000; 0 or more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int LargestInlinePayload
    {
        get => _largestInlinePayload;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _largestInlinePayload = value;
        }
    }
}
