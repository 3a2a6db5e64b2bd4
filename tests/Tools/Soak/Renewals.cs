using System.Globalization;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.Soak;

/// <summary>How often one identity has asked for a token, and how often it may have.</summary>
/// <param name="name">Who it is.</param>
/// <param name="requests">Its requests in their order, the first of them being the sign-in.</param>
/// <param name="life">How long a token lives.</param>
/// <param name="duration">How long the run was.</param>
internal sealed class Renewals(string name, IReadOnlyList<LocalTokenRequest> requests, TimeSpan life, TimeSpan duration)
{
    /// <summary>A token is used up to four fifths of its life, so that there cannot be more than one in each of these.</summary>
    private int MostTokens => 1 + (int)(duration / (life * 0.8));

    /// <summary>Whether no life had more than one renewal, and calls went on to the end.</summary>
    public bool IsGood => Tokens <= MostTokens && Tokens >= (int)(duration / (life * 1.5)) && Refused == 0;

    private int Tokens => requests.Count(static request => request.Error is null);

    private int Refused => requests.Count(static request => request.Error is not null);

    public override string ToString()
    {
        var gaps = requests.Zip(requests.Skip(1), static (one, next) => (next.At - one.At).TotalSeconds).DefaultIfEmpty().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {Tokens} tokens (at most {MostTokens} with one renewal a life), {Refused} refused, between two of them {gaps.Min():F1} to {gaps.Max():F1} s");
    }
}
