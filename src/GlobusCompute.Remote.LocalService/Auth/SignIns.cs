using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Sign-ins whose pages are open in a browser: what was asked for, and who was chosen. They expire after an hour.</summary>
internal sealed class SignIns(TimeProvider time)
{
    private const int MostOpen = 1000;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Entry> _open = [];

    /// <summary>Opens one.</summary>
    /// <returns>The text by which the pages name it.</returns>
    public string Open(AuthorizeRequest request)
    {
        var text = SecretText.Create();
        lock (_open)
        {
            if (_open.Count >= MostOpen)
            {
                _open.Remove(_open.MinBy(item => item.Value.OpenedAt).Key);
            }

            _open.Add(SecretText.Hash(text), new Entry(request, time.GetUtcNow()));
        }

        return text;
    }

    public bool TryFind(string text, [NotNullWhen(true)] out AuthorizeRequest? request)
    {
        lock (_open)
        {
            var isFound = _open.TryGetValue(SecretText.Hash(text), out var entry) && time.GetUtcNow() - entry.OpenedAt < s_lifetime;
            request = isFound ? entry!.Request : null;
            return isFound;
        }
    }

    public void Choose(string text, LocalAuthPerson person)
    {
        lock (_open)
        {
            if (_open.TryGetValue(SecretText.Hash(text), out var entry))
            {
                entry.Person = person;
            }
        }
    }

    /// <summary>Closes one: it can be answered once.</summary>
    /// <returns>Who was chosen; null if nobody was yet, or if it was closed before.</returns>
    public LocalAuthPerson? Close(string text)
    {
        lock (_open)
        {
            return _open.Remove(SecretText.Hash(text), out var entry) ? entry.Person : null;
        }
    }

    public void CloseAll()
    {
        lock (_open)
        {
            _open.Clear();
        }
    }

    private sealed class Entry(AuthorizeRequest request, DateTimeOffset openedAt)
    {
        public AuthorizeRequest Request => request;

        public DateTimeOffset OpenedAt => openedAt;

        public LocalAuthPerson? Person { get; set; }
    }
}
