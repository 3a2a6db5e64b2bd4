namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>The last requests for tokens.</summary>
internal sealed class TokenJournal
{
    private const int MostKept = 10_000;

    private readonly Queue<LocalTokenRequest> _requests = new();

    public IReadOnlyList<LocalTokenRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return _requests.ToList();
            }
        }
    }

    public void Add(LocalTokenRequest request)
    {
        lock (_requests)
        {
            if (_requests.Count == MostKept)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }
}
