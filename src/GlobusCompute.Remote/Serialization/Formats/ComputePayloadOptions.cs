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

    /// <summary>
    /// Gets or sets formats with settings, at most one of each class: they take the place of those without settings where a method, a type or a function has
    /// the class for its format. They do not choose what travels in a format. Default none; not null.
    /// </summary>
    public IReadOnlyList<ComputeFormat> Formats { get; set; } = [];

    /// <summary>Gets or sets when arguments in a format are compressed. Default <see cref="FormatCompression.WhenNeeded"/>.</summary>
    public FormatCompression FormatCompression { get; set; }

    internal ComputePayloadOptions Copy() => new()
    {
        Classes = Classes is null ? null! : [.. Classes],
        Strategies = Strategies is null ? null! : [.. Strategies],
        Formats = Formats is null ? null! : [.. Formats],
        FormatCompression = FormatCompression,
    };

    /// <exception cref="ArgumentException">An option is missing or contradicts itself. The message names it.</exception>
    internal void Validate()
    {
        Require(Classes, nameof(Classes));
        Require(Strategies, nameof(Strategies));
        Require(Formats, nameof(Formats));
        if (Formats.Contains(null!) || Formats.Select(static format => format.GetType()).Distinct().Count() < Formats.Count)
        {
            throw new ArgumentException(
                $"{nameof(ComputePayloadOptions)}.{nameof(Formats)} must have one format of each class, and no null.", nameof(Formats));
        }

        if (!Enum.IsDefined(FormatCompression))
        {
            throw new ArgumentException(
                $"{nameof(ComputePayloadOptions)}.{nameof(FormatCompression)} must be one of the named values.", nameof(FormatCompression));
        }

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

    /// <summary>The format of the same class, or null.</summary>
    internal ComputeFormat? FormatOf(ComputeFormat format) => Formats.FirstOrDefault(own => own.GetType() == format.GetType());

    private static void Require(object? value, string name)
    {
        if (value is null)
        {
            throw new ArgumentNullException(name, $"{nameof(ComputePayloadOptions)}.{name} must not be null.");
        }
    }
}
