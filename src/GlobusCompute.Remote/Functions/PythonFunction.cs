using System.Text;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote;

/// <summary>
/// A Python function that is known at run time only. Where the function is known at compile time, an interface with
/// <see cref="ComputeFunctionAttribute"/> is checked by the compiler. Immutable and safe for use by many threads; make it once and keep it.
/// </summary>
public sealed class PythonFunction
{
    private PythonFunction(FunctionDefinition definition) => Definition = definition;

    /// <summary>Gets the Python object to call; for a function made by <see cref="FromId"/>, the name given there.</summary>
    public string Name => Definition.DisplayName;

    /// <summary>Gets the id of a function made by <see cref="FromId"/>, or null for one that is registered from its source.</summary>
    public Guid? Id => Definition.Id;

    /// <summary>Gets the source as it is registered: line ends are LF, a byte order mark and the common indentation are removed. Null without one.</summary>
    public string? Source => Definition.Source;

    /// <summary>
    /// Gets the SHA-256 hash of everything that registration depends on, in lower-case hexadecimal, or null without a source. Functions with the same hash are
    /// one.
    /// </summary>
    public string? Hash => Definition.RegistrationHash;

    internal FunctionDefinition Definition { get; }

    /// <summary>Creates a function from Python source text. It is registered on first use, once per client and exact text.</summary>
    /// <param name="source">The text. The worker gets all of it, helpers and imports included.</param>
    /// <param name="name">The Python object to call; null for the text's only top-level <c>def</c>.</param>
    /// <param name="options">What is stored with it; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The text is empty or cannot be sent, the name is none of Python's or not in the text, there is no name and not exactly one top-level <c>def</c>, or the
    /// options exclude each other.
    /// </exception>
    public static PythonFunction FromSource(string source, string? name = null, PythonFunctionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Create(source, "source", "The source", name, options, file: null);
    }

    /// <summary>Creates a function from a Python file, which is read now. It is registered on first use, once per client and exact text.</summary>
    /// <param name="path">The file, UTF-8. A relative path begins at the current directory.</param>
    /// <param name="name">The Python object to call; null for the file's only top-level <c>def</c>.</param>
    /// <param name="options">What is stored with it; null for the defaults.</param>
    /// <exception cref="ArgumentException">As for <see cref="FromSource"/>; also when the file is not UTF-8.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static PythonFunction FromFile(string path, string? name = null, PythonFunctionOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string source;
        try
        {
            source = File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException e)
        {
            throw new ArgumentException($"{path} is not UTF-8: {e.Message} Save it as UTF-8.", nameof(path), e);
        }

        return Create(source, nameof(path), path, name, options, path);
    }

    /// <summary>Creates a reference to a registered function that you may run.</summary>
    /// <param name="functionId">Its id.</param>
    /// <param name="name">A name for messages; null for the id.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static PythonFunction FromId(Guid functionId, string? name = null)
    {
        if (functionId == Guid.Empty)
        {
            throw new ArgumentException("The function id is empty; it is the UUID under which the function was registered.", nameof(functionId));
        }

        name ??= $"function {functionId:D}";
        return new PythonFunction(FunctionDefinition.ById(name, name, functionId));
    }

    /// <summary>
    /// Creates the same function with an argument that travels in a format. The format's adapter is appended to the source, so it is another function with
    /// another <see cref="Hash"/>. Where the client's <see cref="ComputePayloadOptions.Formats"/> have one of the same class, that one's settings apply.
    /// </summary>
    /// <param name="position">The position among the positional arguments, from 0.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is below zero.</exception>
    /// <exception cref="InvalidOperationException">The function is registered already, and the format has an adapter.</exception>
    public PythonFunction WithArgumentFormat(int position, ComputeFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentNullException.ThrowIfNull(format);
        return new PythonFunction(Definition.With(Definition.Formats.With(position, format)));
    }

    /// <summary>Creates the same function with a keyword argument that travels in a format; see <see cref="WithArgumentFormat(int, ComputeFormat)"/>.</summary>
    /// <param name="keyword">The Python name of the argument, which is passed by <see cref="CallArguments.AddKeyword"/>.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentException">The keyword is not a name in Python.</exception>
    /// <exception cref="InvalidOperationException">The function is registered already, and the format has an adapter.</exception>
    public PythonFunction WithArgumentFormat(string keyword, ComputeFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyword);
        ArgumentNullException.ThrowIfNull(format);
        if (PythonIdentifier.Refuse(keyword) is { } reason)
        {
            throw new ArgumentException($"'{keyword}' is {reason}, which is not allowed as a Python name.", nameof(keyword));
        }

        return new PythonFunction(Definition.With(Definition.Formats.With(PythonIdentifier.Normalize(keyword), format)));
    }

    /// <summary>Creates the same function with a result that travels in a format; see <see cref="WithArgumentFormat(int, ComputeFormat)"/>.</summary>
    /// <param name="format">The format.</param>
    /// <param name="shape">
    /// Whether the function returns one value of a <see cref="ComputeFormat{TValue}"/> (the default), a list of them, or a dictionary of them. A format of many
    /// types takes the result as a whole, and ignores it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a member of the enumeration.</exception>
    /// <exception cref="InvalidOperationException">The function is registered already, and the format has an adapter.</exception>
    public PythonFunction WithResultFormat(ComputeFormat format, FormatShape shape = FormatShape.Value)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Enum.IsDefined(shape)
            ? new PythonFunction(Definition.With(Definition.Formats.WithResult(format, (FormattedResultShape)shape)))
            : throw new ArgumentOutOfRangeException(nameof(shape), shape, "The shape is not a member of FormatShape.");
    }

    /// <summary>Returns the name, and the id if there is one.</summary>
    public override string ToString() => Id is { } id && !Name.Contains(id.ToString("D"), StringComparison.Ordinal) ? $"{Name} ({id})" : Name;

    private static PythonFunction Create(string source, string parameter, string where, string? name, PythonFunctionOptions? options, string? file)
    {
        string normalised;
        try
        {
            normalised = PythonSource.Normalise(source);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{where} cannot be used: {e.Message}", parameter, e);
        }

        options ??= new PythonFunctionOptions();
        name = NameIn(normalised, where, name);
        return new PythonFunction(FunctionDefinition.FromSource(
            name,
            name,
            normalised,
            new RegistrationOptions(options.Description, options.Public, options.Group, options.HighAssuranceEndpointId),
            file: file));
    }

    private static string NameIn(string source, string where, string? name)
    {
        if (name is not null)
        {
            var normal = PythonIdentifier.Normalize(name);
            return PythonIdentifier.Refuse(name) is not null ? throw new ArgumentException($"'{name}' is not a name in Python.", nameof(name))
                : !PythonWords.Mentions(source, normal) ? throw new ArgumentException($"{where} defines no '{name}'.", nameof(name))
                : normal;
        }

        return PythonText.TopLevelFunctions(source) switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"{where} has no top-level def. Name the object to call.", nameof(name)),
            var several => throw new ArgumentException(
                $"{where} has {several.Count} top-level functions: {string.Join(", ", several)}. Name the one to call.", nameof(name)),
        };
    }
}
