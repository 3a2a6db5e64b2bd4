using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.Networking;

/// <summary>
/// Certificate authorities that are trusted besides those of the system. A server's certificate must come from one of either, be valid now, be for servers,
/// and be for the name by which the server was called.
/// </summary>
internal sealed class TrustedAuthorities(X509Certificate2Collection authorities)
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";

    /// <summary>Reads the certificates of a file in PEM form. Private keys in it are ignored.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    /// <exception cref="CryptographicException">It holds no certificate, or a damaged one.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("It contains no certificate in PEM form (-----BEGIN CERTIFICATE-----).");
    }

    /// <summary>Decides over a server's certificate.</summary>
    /// <exception cref="AuthenticationException">It is refused; the message says why.</exception>
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var server = (sender as SslStream)?.TargetHostName is { Length: > 0 } name ? name : "the server";
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            throw new AuthenticationException($"There is no certificate of {server}.");
        }

        // Trust in an authority is no trust in each server that it certifies.
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new AuthenticationException($"The certificate of {server} is for another name: {certificate.Subject}.");
        }

        using var own = new X509Chain { ChainPolicy = CreatePolicy(chain) };
        using var copy = new X509Certificate2(certificate);
        if (own.Build(copy))
        {
            return true;
        }

        var reasons = Array.ConvertAll(own.ChainStatus, static status => status.Status.ToString()).Distinct();
        throw new AuthenticationException(
            $"The certificate of {server} ({certificate.Subject}, issued by {certificate.Issuer}) is trusted neither by the system nor by the app's "
            + $"certificate authorities: {string.Join(", ", reasons)}.");
    }

    private X509ChainPolicy CreatePolicy(X509Chain? chain)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.ApplicationPolicy.Add(new Oid(ForServers));
        policy.CustomTrustStore.AddRange(authorities);
        if (chain is not null)
        {
            // What the server sent along: authorities between the root and the server.
            policy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
            policy.RevocationMode = chain.ChainPolicy.RevocationMode;
            policy.RevocationFlag = chain.ChainPolicy.RevocationFlag;
        }

        return policy;
    }
}
