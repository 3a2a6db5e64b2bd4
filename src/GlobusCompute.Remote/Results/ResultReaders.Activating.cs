namespace GlobusCompute.Remote.Results;

/// <content>Which readers run. All of it is under the lock.</content>
internal sealed partial class ResultReaders
{
    /// <returns>False when there may be no more readers.</returns>
    private bool TryActivate()
    {
        if (!_readers.Contains(_pooled))
        {
            Start(_pooled);
        }
        else if (_sleeping.Count > 0)
        {
            // The one that went to sleep last: the others are left to end.
            WakeLast();
        }
        else if (_readers.Count < MostReaders)
        {
            Start(new OutcomeReader(this, isPooled: false));
        }
        else
        {
            return false;
        }

        return true;
    }

    private void Start(OutcomeReader reader)
    {
        reader.Start();
        _readers.Add(reader);
        SetActive(reader);
    }

    private void WakeLast()
    {
        var reader = _sleeping[^1];
        _sleeping.RemoveAt(_sleeping.Count - 1);
        SetActive(reader);
        reader.Wake();
    }

    private void SetActive(OutcomeReader reader)
    {
        // What it does from now on counts; whether it did anything before does not.
        reader.Seen = reader.Begun - 1;
        reader.IsActive = true;
        _active++;
    }

    private void SetInactive(OutcomeReader reader)
    {
        reader.IsActive = false;
        _active--;
    }

    private bool TryLeave(OutcomeReader reader)
    {
        lock (_lock)
        {
            // Otherwise it has been chosen meanwhile.
            return _sleeping.Remove(reader) && _readers.Remove(reader);
        }
    }
}
