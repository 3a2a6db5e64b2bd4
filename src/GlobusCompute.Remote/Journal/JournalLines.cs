namespace GlobusCompute.Remote.Journal;

/// <summary>The lines of a stream, of which no more than one is in memory. A line that is longer than any record is passed over.</summary>
internal sealed class JournalLines(Stream stream)
{
    /// <summary>The length of the longest line that counts.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const byte LineFeed = (byte)'\n';

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _passed;

    /// <summary>Where the next line begins.</summary>
    public long Position => _passed + _start;

    /// <summary>Gets the next line.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="isWhole">Whether it has one, and is not too long.</param>
    /// <returns>False at the end.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isWhole)
    {
        var searched = 0;
        var isTooLong = false;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(LineFeed);
            if (found >= 0)
            {
                line = _buffer.AsSpan(_start, searched + found);
                isWhole = !isTooLong;
                _start += searched + found + 1;
                return true;
            }

            searched = _end - _start;
            if (searched >= MaxLength)
            {
                isTooLong = true;
                _start = _end;
                searched = 0;
            }

            if (!Fill())
            {
                line = _buffer.AsSpan(_start, searched);
                isWhole = false;
                _start = _end;
                return isTooLong || searched > 0;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _passed += _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
