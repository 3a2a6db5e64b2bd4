using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>A private certificate authority.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset s_start = DateTimeOffset.UtcNow.AddDays(-2);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes an authority.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parent">The authority that certifies it; null if it is a root.</param>
    public TestAuthority(string name = "Tests", TestAuthority? parent = null)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = parent is null
            ? request.CreateSelfSigned(s_start, s_start.AddDays(30))
            : parent.Sign(request, s_start.AddDays(20)).CopyWithPrivateKey(_key);
    }

    /// <summary>Its own certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Issues the certificate of a server, with its private key.</summary>
    /// <param name="host">The name that it is for.</param>
    /// <param name="isExpired">Whether it was valid yesterday and is not now.</param>
    /// <param name="isForClients">Whether it is for clients instead.</param>
    public X509Certificate2 Issue(string host, bool isExpired = false, bool isForClients = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isForClients ? ForClients : ForServers)], false));
        using var issued = Sign(request, s_start.AddDays(isExpired ? 1 : 10));
        using var withKey = issued.CopyWithPrivateKey(key);

        // Keys that exist in memory only are not for servers on Windows.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, DateTimeOffset end) =>
        request.Create(Certificate, s_start.AddHours(1), end, RandomNumberGenerator.GetBytes(8));
}
