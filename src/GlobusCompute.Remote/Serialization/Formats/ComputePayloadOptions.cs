using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Provides extensions for reading results: converters for Python classes, and custom formats.</summary>
/// <remarks>
/// <code>
/// new ComputeClientOptions
/// {
///     Payloads = new ComputePayloadOptions
///     {
///         Classes = [PythonClassConverter.Create("lab.Point", o => new Point(o["x"].As&lt;double&gt;(), o["y"].As&lt;double&gt;()))],
///     },
/// };
/// </code>
/// </remarks>
public sealed record ComputePayloadOptions
{
    /// <summary>Gets or sets the converters from objects of Python classes to values of the app. Default none.</summary>
    public IReadOnlyList<PythonClassConverter> Classes { get; init; } = [];

    /// <summary>Formats beside JSON (11), pickle (00) and their combination (13). Default none.</summary>
    public IReadOnlyList<ComputePayloadStrategy> Strategies { get; init; } = [];

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Classes);
        ArgumentNullException.ThrowIfNull(Strategies);
        foreach (var twice in Classes.GroupBy(c => (c.ClassName, c.TargetType)).Where(g => g.Count() > 1))
        {
            throw new ArgumentException($"{nameof(ComputePayloadOptions)}.{nameof(Classes)} has two converters of {twice.Key.ClassName} into "
                + $"{TypeNames.Of(twice.Key.TargetType)}.", nameof(Classes));
        }

        foreach (var strategy in Strategies)
        {
            if (ResultReader.IsKnown(strategy.Header) || Strategies.Count(s => s.Header == strategy.Header) > 1)
            {
                throw new ArgumentException($"{nameof(ComputePayloadOptions)}.{nameof(Strategies)}: "
                    + $"the header '{strategy.Header}' is used by another format.", nameof(Strategies));
            }
        }
    }
}
