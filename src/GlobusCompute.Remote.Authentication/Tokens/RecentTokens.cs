namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>Remembers of the last access tokens from which sign-in each came: several requests may fail with one at the same time.</summary>
internal sealed class RecentTokens
{
    private const int Count = 8;

    private readonly Queue<(string Token, Guid SignIn)> _tokens = new();

    public void Add(StoredTokens tokens)
    {
        lock (_tokens)
        {
            if (_tokens.Any(recent => recent.Token == tokens.AccessToken))
            {
                return;
            }

            if (_tokens.Count == Count)
            {
                _tokens.Dequeue();
            }

            _tokens.Enqueue((tokens.AccessToken, tokens.SignInId));
        }
    }

    public Guid? SignInOf(string token)
    {
        lock (_tokens)
        {
            return _tokens.Where(recent => recent.Token == token).Select(static recent => (Guid?)recent.SignIn).FirstOrDefault();
        }
    }
}
