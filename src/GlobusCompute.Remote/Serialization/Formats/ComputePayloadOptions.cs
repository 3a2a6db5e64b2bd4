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
public sealed class ComputePayloadOptions
{
    /// <summary>Gets or sets how objects of Python classes become values of the app. Default none; not null.</summary>
    public IReadOnlyList<PythonClassConverter> Classes { get; set; } = [];

    /// <summary>Gets or sets formats beside JSON (11), pickle (00) and their combination (13). Default none; not null.</summary>
    public IReadOnlyList<ComputePayloadStrategy> Strategies { get; set; } = [];

    internal ComputePayloadOptions Copy() => new()
    {
        Classes = Classes is null ? null! : [.. Classes],
        Strategies = Strategies is null ? null! : [.. Strategies],
    };

    /// <exception cref="ArgumentException">An option is missing or contradicts itself. The message names it.</exception>
    internal void Validate()
    {
        Require(Classes, nameof(Classes));
        Require(Strategies, nameof(Strategies));
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

    private static void Require(object? value, string name)
    {
        if (value is null)
        {
            throw new ArgumentNullException(name, $"{nameof(ComputePayloadOptions)}.{name} must not be null.");
        }
    }
}
