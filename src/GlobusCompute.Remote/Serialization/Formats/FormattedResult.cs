using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>A result whose bytes a format reads: it arrives as base64 text or as bytes, or as a list or a dictionary of such.</summary>
internal readonly ref struct FormattedResult
{
    private readonly ComputeFormat _format;
    private readonly ReadOnlySpan<byte> _payload;
    private readonly PayloadRules _plain;
    private readonly PayloadBudget _budget;

    private FormattedResult(ComputeFormat format, ReadOnlySpan<byte> payload, PayloadRules plain, PayloadBudget budget)
    {
        _format = format;
        _payload = payload;
        _plain = plain;
        _budget = budget;
    }

    /// <summary>Reads a result in a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="payload">The serialized text as UTF-8, header included.</param>
    /// <param name="plain">The rules of the interface.</param>
    /// <param name="allowNull">Whether None is a value of the type.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <exception cref="PayloadException">The payload is malformed, or does not fit.</exception>
    public static T Read<T>(ComputeFormat format, ReadOnlySpan<byte> payload, PayloadRules plain, bool allowNull, PayloadBudget budget)
    {
        var value = format.Decode<T>(new FormattedResult(format, payload, plain, budget));
        return value is not null || (allowNull && default(T) is null)
            ? (T)value!
            : throw new PayloadException($"Python returned None. Declare the result as {TypeNames.Of(typeof(T)).TrimEnd('?')}? to allow it (without an "
                + "interface: set ComputeCallOptions.AllowNone), or have the function return a value.");
    }

    /// <summary>The bytes of a single value; null for None.</summary>
    public byte[]? Value() => TryReadText(out var data) ? data : ReadPlain<byte[]?>();

    public List<byte[]?>? List() => ReadPlain<List<byte[]?>?>();

    public Dictionary<string, byte[]?>? Dictionary()
    {
        var value = ReadPlain<PythonValue>();
        if (value.IsNone)
        {
            return null;
        }

        var entries = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var (key, item) in value.Kind == PythonKind.Dictionary
            ? value.Entries
            : throw new PayloadException($"{_format.Name}: a dictionary is expected, and the result is of the type {value.TypeName}."))
        {
            var name = key is PythonString text
                ? text.Value
                : throw new PayloadException($"{_format.Name}: the result is a dictionary whose keys are not text.");
            entries[name] = PythonConversion.ToBuiltIn<byte[]?>(item);
        }

        return entries;
    }

    /// <summary>Has a format read bytes.</summary>
    /// <exception cref="PayloadException">It cannot. The message names the format, the path the item.</exception>
    public T Guard<TFormat, T>(TFormat format, byte[] data, Func<TFormat, ReadOnlyMemory<byte>, ComputeFormatBudget, T> read, object? item = null)
        where TFormat : ComputeFormat
    {
        try
        {
            var opened = format.Adapter is null ? data : FormattedValue.Open(data, _budget);
            return read(format, opened, new ComputeFormatBudget(_budget));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new PayloadException($"{format.Name}: {FormattedValue.Innermost(e)}", PathOf(item), e);
        }
    }

    /// <summary>The path of an item by its index or its key; null for the value itself.</summary>
    public static string? PathOf(object? item) => item switch
    {
        null => null,
        int index => string.Create(CultureInfo.InvariantCulture, $"$[{index}]"),
        _ => $"$['{item}']",
    };

    /// <summary>Reads what the format's bytes arrive in.</summary>
    private T ReadPlain<T>()
    {
        try
        {
            return ResultReader.Read<T>(_payload, _plain, allowNull: true, _budget);
        }
        catch (PayloadException e)
        {
            throw new PayloadException($"{_format.Name}: {e.Message}", e.Path, e);
        }
    }

    /// <summary>Reads base64 text from JSON where it lies: results are long.</summary>
    private bool TryReadText(out byte[] data)
    {
        data = [];
        if (!_payload.StartsWith("11\n\""u8) || _payload[^1] != '"' || _payload.Length < 5)
        {
            return false;
        }

        var text = _payload[4..^1];
        var length = Base64.GetMaxDecodedFromUtf8Length(text.Length);
        _budget.Charge(length);
        var bytes = new byte[length];
        if (Base64.DecodeFromUtf8(text, bytes, out var consumed, out var written) != OperationStatus.Done || consumed != text.Length)
        {
            return false;
        }

        data = written == length ? bytes : bytes[..written];
        return true;
    }
}
