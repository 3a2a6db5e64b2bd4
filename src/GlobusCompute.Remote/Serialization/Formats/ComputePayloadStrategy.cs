namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// A format of results beside the library's own. The worker must have a strategy of the same header: a class that an endpoint's environment adds to
/// <c>globus_compute_sdk.serialize</c>.
/// </summary>
public abstract class ComputePayloadStrategy
{
    /// <summary>Describes a format.</summary>
    /// <param name="header">Two ASCII letters or digits that payloads of the format begin with, a line feed after them.</param>
    /// <param name="importPath">The worker's class, as <c>result_serializers</c> names it: <c>my_package.MessagePackData</c>.</param>
    /// <exception cref="ArgumentException">The header does not have two ASCII letters or digits, or the path is not a dotted name.</exception>
    protected ComputePayloadStrategy(string header, string importPath)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(importPath);
        if (header is not [var first, var second] || !char.IsAsciiLetterOrDigit(first) || !char.IsAsciiLetterOrDigit(second))
        {
            throw new ArgumentException($"A header has two ASCII letters or digits, and '{header}' does not.", nameof(header));
        }

        if (!importPath.Contains('.', StringComparison.Ordinal) || importPath.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_')))
        {
            throw new ArgumentException($"A class is named by its module and name, with dots between; '{importPath}' is not.", nameof(importPath));
        }

        Header = header;
        ImportPath = importPath;
    }

    /// <summary>Gets the two letters that payloads of the format begin with.</summary>
    public string Header { get; }

    /// <summary>Gets the worker's class for the format. Clients that have the strategy ask for it before JSON and pickle.</summary>
    public string ImportPath { get; }

    /// <summary>Reads a payload. Types of results are made of the value as they are of pickles.</summary>
    /// <param name="text">What follows the header, as UTF-8. It comes from the network: treat it as data, and bound what it can make you do.</param>
    /// <returns>
    /// The value: see <see cref="PythonValue.From(long)"/>, <see cref="PythonValue.List"/>, <see cref="PythonValue.Dictionary"/> and their neighbors.
    /// </returns>
    /// <exception cref="FormatException">The text is malformed. Any exception faults the future with <see cref="ResultDeserializationException"/>.</exception>
    public abstract PythonValue Read(ReadOnlySpan<byte> text);
}
