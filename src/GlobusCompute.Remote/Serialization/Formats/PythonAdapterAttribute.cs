namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// Describes the worker's side of a <see cref="ComputeFormat"/>: Python functions that are appended to the source of each function that uses the format.
/// The generator reads it when a project is compiled, so that the text is part of the function's hash.
/// </summary>
/// <remarks>
/// <code>
/// [PythonAdapter("points", """
///     import struct
///
///     def decode(data):
///         return struct.unpack("&lt;2d", data)
///
///     def encode(value):
///         return struct.pack("&lt;2d", *value)
///     """)]
/// public sealed class PointFormat : ComputeFormat&lt;Point&gt; { … }
/// </code>
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PythonAdapterAttribute : Attribute
{
    /// <summary>Describes an adapter.</summary>
    /// <param name="name">The format's name, which errors on both sides begin with.</param>
    /// <param name="source">
    /// Python text that defines <c>decode(data)</c>, which makes the value of <c>bytes</c>, and <c>encode(value)</c>, which gives <c>bytes</c> or
    /// another object
    /// of bytes. It becomes the body of a function: imports and helpers in it are its own, and text over several lines in quotes is indented with it. It must
    /// run on all Pythons that endpoints have, 3.9 and later.
    /// </param>
    public PythonAdapterAttribute(string name, string source)
    {
        Name = name;
        Source = source;
    }

    /// <summary>Gets the format's name.</summary>
    public string Name { get; }

    /// <summary>Gets the Python text.</summary>
    public string Source { get; }

    /// <summary>
    /// Gets or sets the annotations of parameters and results that Python functions may have for the format's values, such as <c>pd.DataFrame</c> and
    /// <c>dict</c>: the part before any bracket, with or without its module. Others are reported as errors when a project is compiled. Empty (the default)
    /// accepts any.
    /// </summary>
    public string[] Annotations { get; set; } = [];

    /// <summary>
    /// Gets or sets the attribute that marks types of the format: with it, <c>[ComputePayload(Format = …)]</c> on a method or an interface is for those
    /// parameters and results only that are, or hold, such a type. Null (the default) for all that the format takes.
    /// </summary>
    public Type? MarkerAttribute { get; set; }

    /// <summary>
    /// Gets or sets the types that the format is for: with them, <c>[ComputePayload(Format = …)]</c> on a method or an interface is for those parameters and
    /// results only that are of such a type, of one derived from it, or a sequence or a dictionary with text for keys of such. Empty (the default) for all
    /// that the format takes. In an interface that is written from a Python file, each of the <see cref="Annotations"/> stands for the type at its position;
    /// annotations that differ in their module alone stand for the type of the first.
    /// </summary>
    public Type[] Types { get; set; } = [];
}
