using System.Globalization;
using System.Net;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Functions;
using GlobusCompute.Remote.Tool.Sessions;

namespace GlobusCompute.Remote.Tool.Doctor;

/// <summary>Gets an access token, and has the service accept it.</summary>
internal sealed class AccountCheck(CommandContext context, ServiceCheck service)
{
    private const string Name = "sign-in";
    private const string Advice = $"run 'gcompute login', or set {ComputeAccessTokenCredential.EnvironmentVariable} to a valid access token";

    /// <summary>Gets the access token that the service accepts; null without one.</summary>
    public string? Token { get; private set; }

    public async Task<Finding> FindAsync()
    {
        ComputeAccessToken token;
        try
        {
            var credential = PinCredential.Create(context.Settings.Service, context.Settings.ProfileName, context.Settings.Environment);
            token = await credential.GetTokenAsync(new ComputeTokenContext(null, allowsInteraction: false), context.Stop).ConfigureAwait(false);
        }
        catch (CredentialUnavailableException)
        {
            return Finding.Bad(Name, "nobody is signed in", Advice);
        }
        catch (Exception e) when (e is AuthorizationRequiredException or BadOptionException or ArgumentException or InvalidOperationException)
        {
            return Finding.Bad(Name, e.Message.TrimEnd('.'), Advice);
        }
        catch (HttpRequestException e)
        {
            return Finding.Bad(Name, $"the access token cannot be renewed: {e.Message}", "check the network: Globus Auth cannot be reached");
        }

        if (token.ExpiresOn is { } end && end <= TimeProvider.System.GetUtcNow())
        {
            var time = end.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            return Finding.Bad(Name, $"the access token expired at {time}", Advice);
        }

        return service.IsReached
            ? await AskAsync(token).ConfigureAwait(false)
            : Finding.Skip(Name, "there is an access token; the service cannot be asked about it");
    }

    private async Task<Finding> AskAsync(ComputeAccessToken token)
    {
        try
        {
            using var answer = await service.SendAsync(new Uri(context.Settings.Service, "v2/endpoints?role=owner"), token.Token).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
            {
                Token = token.Token;
                var left = token.ExpiresOn is { } end ? $"; it is valid for {DurationText.Of(end - TimeProvider.System.GetUtcNow())} more" : "";
                return Finding.Good(Name, $"the service accepts the access token and its scopes{left}");
            }

            var status = $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
            return answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized => Finding.Bad(
                    Name, $"the service refuses the access token ({status}): it has expired, or is of another environment", Advice),
                HttpStatusCode.Forbidden => Finding.Bad(
                    Name,
                    $"the access token lacks the scope of Globus Compute, or a policy requires more ({status})",
                    "run 'gcompute login' and consent to Globus Compute"),
                _ => Finding.Odd(Name, $"the service could not be asked about the access token ({status})", "try again later"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !context.Stop.IsCancellationRequested)
        {
            return Finding.Odd(Name, $"the service could not be asked about the access token: {e.Message}", "try again later");
        }
    }
}
