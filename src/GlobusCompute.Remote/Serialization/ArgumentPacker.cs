namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// Packs one call's arguments, however the call was made: remembers the largest, to name it when all together are more than one request may carry.
/// </summary>
/// <remarks>A struct that is changed in place: calls need no object for it.</remarks>
internal struct ArgumentPacker(ArgumentWriter writer)
{
    private readonly ArgumentWriter _writer = writer;
    private int _largest = -1;
    private int _largestBytes;

    /// <summary>Where the arguments are written.</summary>
    public readonly ArgumentWriter Writer => _writer;

    /// <summary>Notes how many bytes an argument takes, once it is written.</summary>
    /// <param name="argument">Its number, from 0.</param>
    /// <param name="before">The writer's length before it was written.</param>
    public void Weigh(int argument, int before)
    {
        var bytes = _writer.Length - before;
        if (bytes >= _largestBytes)
        {
            _largestBytes = bytes;
            _largest = argument;
        }
    }

    /// <summary>Finishes the arguments.</summary>
    /// <param name="function">The function, for messages.</param>
    /// <param name="limit">The most bytes that the arguments may take.</param>
    /// <param name="call">What <paramref name="nameOf"/> needs.</param>
    /// <param name="nameOf">Names an argument by its number, which is -1 where there is none, and the parameter of the .NET method to blame.</param>
    /// <exception cref="ArgumentException">The arguments take more bytes.</exception>
    public readonly PackedArguments Finish<TCall>(string function, int limit, TCall call, Func<TCall, int, (string? Label, string? Parameter)> nameOf)
    {
        var packed = _writer.Finish();
        if (packed.Length <= limit)
        {
            return packed;
        }

        var size = packed.Length;
        packed.Return();
        var (label, parameter) = nameOf(call, _largest);
        throw ArgumentFaults.TooLarge(function, size, limit, label, _largestBytes, parameter);
    }
}
