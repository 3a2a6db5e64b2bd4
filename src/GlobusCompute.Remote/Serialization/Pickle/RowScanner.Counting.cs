namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>What is counted the first time over the pickle, and written the second time.</content>
internal sealed partial class RowScanner
{
    /// <summary>Counts the tables and the text, and makes room for it.</summary>
    private bool IsAffordable()
    {
        // The memo's table, and that of the texts in it; the text in an array whose length is a power of two.
        Kept += _cells.MemoBytes;
        var bytes = (24L * _cells.MemoCount) + (2L * _length);
        if (!_budget.TryCharge(_cells.MemoBytes + bytes))
        {
            return false;
        }

        Kept += bytes;
        _isWriting = true;
        _text.Reserve(_length);
        _length = 0;
        _cells.TruncateMemo(0);
        return true;
    }

    /// <summary>Counts bytes, the first time that they are met.</summary>
    private bool TryCharge(long bytes) => _isWriting || _budget.TryCharge(bytes);

    private bool TryWork(long steps) => _isWriting || _budget.TryWork(steps);

    private void Raw(char ascii)
    {
        _length++;
        if (_isWriting)
        {
            _text.Raw(ascii);
        }
    }

    private void Raw(ReadOnlySpan<byte> text)
    {
        _length += text.Length;
        if (_isWriting)
        {
            _text.Raw(text);
        }
    }
}
