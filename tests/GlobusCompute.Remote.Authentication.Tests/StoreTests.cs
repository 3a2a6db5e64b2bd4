using System.Runtime.Versioning;
using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Exceptions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>Tokens are stored so that others cannot read them, and what cannot be stored is kept in memory.</summary>
public sealed class StoreTests(AuthFixture fixture) : IClassFixture<AuthFixture>, IDisposable
{
    private readonly AuthWorld _world = new(fixture);

    private string FilePath => Directory.EnumerateFiles(_world.Folder, "*.json").Single();

    public void Dispose() => _world.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_and_folder_are_their_owners_alone()
    {
        await _world.Person().SignInAsync();
        await AuthWorld.GetAsync(_world.Client());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_world.Folder));
        Assert.All(
            Directory.EnumerateFiles(_world.Folder), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(2, Directory.EnumerateFiles(_world.Folder, "*.json").Count());
        Assert.Equal(2, Directory.EnumerateFiles(_world.Folder, "*.lock").Count());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_others_could_read_is_closed_to_them_with_a_warning()
    {
        await _world.Person().SignInAsync();
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await AuthWorld.GetAsync(_world.Stored());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Contains(_world.Loggers.Lines, static line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("other users"));
    }

    [Theory]
    [InlineData("{\"version\":2,\"access_token\":17}")]
    [InlineData("{\"version\":99}")]
    public async Task What_a_newer_version_has_stored_stays_and_a_sign_in_serves_this_process_with_one_warning(string content)
    {
        await _world.Person().SignInAsync();
        var file = FilePath;
        await File.WriteAllTextAsync(file, content);

        var reading = await Assert.ThrowsAsync<CredentialUnavailableException>(() => AuthWorld.GetAsync(_world.Stored()).AsTask());
        var asking = Assert.Throws<AuthorizationRequiredException>(() => _world.Stored().GetAccount());
        var signingOut = await Assert.ThrowsAsync<AuthorizationRequiredException>(() => _world.Person().SignOutAsync());
        Assert.All([reading, asking, signingOut], static error => Assert.Contains("newer version (format", error.Message));
        Assert.Single(_world.Opened);

        var person = _world.Person();
        await person.SignInAsync();
        var first = await AuthWorld.GetAsync(person);
        _world.Time.Advance(first.RenewOn!.Value - _world.Time.GetUtcNow());
        Assert.NotEqual(first.Token, (await AuthWorld.GetAsync(person)).Token);
        Assert.Equal(AuthWorld.Alice, person.GetAccount()!.UserName);

        Assert.Equal(content, await File.ReadAllTextAsync(file));
        Assert.Single(_world.Loggers.Lines, static line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Equal(2, _world.Opened.Count);
        Assert.True(await person.SignOutAsync());
        Assert.Equal(content, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task What_a_newer_version_has_stored_of_a_service_stays_and_the_service_signs_in()
    {
        await AuthWorld.GetAsync(_world.Client());
        await File.WriteAllTextAsync(FilePath, "{\"version\":99}");

        var service = _world.Client();
        var first = await AuthWorld.GetAsync(service);
        _world.Time.Advance(first.RenewOn!.Value - _world.Time.GetUtcNow());
        await AuthWorld.GetAsync(service);

        Assert.Equal("{\"version\":99}", await File.ReadAllTextAsync(FilePath));
        Assert.Equal(3, _world.Count("client_credentials"));
        Assert.Single(_world.Loggers.Lines, static line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":\"x\"}")]
    [InlineData("\0\0\0\0")]
    public async Task What_is_damaged_counts_as_signed_out(string content)
    {
        await _world.Person().SignInAsync();
        await File.WriteAllTextAsync(FilePath, content);

        await Assert.ThrowsAsync<CredentialUnavailableException>(() => AuthWorld.GetAsync(_world.Stored()).AsTask());

        Assert.Contains(_world.Loggers.Lines, static line => line.Contains("not a file of tokens"));
        await AuthWorld.GetAsync(_world.Person());
        await AuthWorld.GetAsync(_world.Stored());
    }

    [Theory]
    [InlineData("/proc/no-such-folder/tokens")]
    [InlineData("/dev/null/tokens")]
    [InlineData("/proc/self")]
    public async Task Where_nothing_can_be_written_tokens_are_kept_in_memory_with_one_warning(string folder)
    {
        var options = _world.Options();
        options.TokenStore = GlobusTokenStore.InFolder(folder);
        var credential = new GlobusInteractiveCredential(options);

        await credential.SignInAsync();
        var first = await AuthWorld.GetAsync(credential);
        _world.Time.Advance(first.RenewOn!.Value - _world.Time.GetUtcNow());
        Assert.NotEqual(first.Token, (await AuthWorld.GetAsync(credential)).Token);

        Assert.Equal(AuthWorld.Alice, credential.GetAccount()!.UserName);
        Assert.Single(_world.Loggers.Lines, static line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("kept in memory"));
        Assert.Single(_world.Opened);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task On_a_full_disk_the_old_file_stays_whole_and_nothing_else_is_left(int free)
    {
        await _world.Person().SignInAsync();
        var (file, before) = (FilePath, await File.ReadAllBytesAsync(FilePath));
        var vault = new FileVault(file, NullLogger.Instance, (path, options) => new FullDisk(path, options, free));

        Assert.Contains("No space left", Assert.Throws<IOException>(() => vault.Write(new byte[100])).Message);

        Assert.Equal(before, vault.Read());
        Assert.Equal([file], Directory.EnumerateFiles(_world.Folder).Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal)));
        await AuthWorld.GetAsync(_world.Stored());
    }

    [Fact]
    public async Task Where_the_file_cannot_be_replaced_new_tokens_are_kept_in_memory()
    {
        await _world.Person().SignInAsync();
        var (file, before) = (FilePath, await File.ReadAllTextAsync(FilePath));
        File.Delete(file);
        Directory.CreateDirectory(Path.Combine(file, "in the way"));
        var options = _world.Options();
        var credential = new GlobusInteractiveCredential(options);

        await credential.SignInAsync();
        await AuthWorld.GetAsync(credential);

        Assert.NotEmpty(before);
        Assert.Single(_world.Loggers.Lines, static line => line.Contains("kept in memory"));
        Assert.Empty(Directory.EnumerateFiles(_world.Folder, "*.new"));
    }

    [Fact]
    public async Task Tokens_that_cannot_be_deleted_are_reported_with_their_place_after_they_were_revoked()
    {
        var slot = new TokenSlot(_world.Folder, "kept", NullLogger.Instance, static () => new Undeletable());
        var keeper = new TokenKeeper(slot, null!, TimeProvider.System, NullLogger.Instance);
        await keeper.StoreAsync(
            new StoredTokens { ClientId = "app", AccessToken = "a", IssuedOn = DateTimeOffset.UnixEpoch, ExpiresOn = DateTimeOffset.MaxValue },
            default);
        var revoked = new List<string>();

        var failure = await Assert.ThrowsAsync<IOException>(() => keeper.ForgetAsync(
            stored =>
            {
                revoked.Add(stored.AccessToken);
                return Task.CompletedTask;
            },
            default));

        Assert.Equal(["a"], revoked);
        Assert.Equal("The tokens at the vault could not be deleted: Access is denied. Delete them there yourself.", failure.Message);
    }

    [Fact]
    public async Task A_store_in_memory_writes_no_file()
    {
        var options = _world.Options();
        options.TokenStore = GlobusTokenStore.InMemory();

        await new GlobusInteractiveCredential(options).SignInAsync();
        await AuthWorld.GetAsync(new GlobusInteractiveCredential(options));

        Assert.False(Directory.Exists(_world.Folder));
        Assert.Single(_world.Opened);
    }

    [Fact]
    public async Task Profiles_are_signed_in_beside_each_other()
    {
        var (one, other) = (_world.Options(), _world.Options("bob@example.org"));
        other.Profile = "work";
        await new GlobusInteractiveCredential(one).SignInAsync();
        await new GlobusInteractiveCredential(other).SignInAsync();

        Assert.Equal(AuthWorld.Alice, new GlobusInteractiveCredential(one).GetAccount()!.UserName);
        Assert.Equal("bob@example.org", new GlobusInteractiveCredential(other).GetAccount()!.UserName);
        await new GlobusInteractiveCredential(other).SignOutAsync();
        Assert.NotNull(new GlobusInteractiveCredential(one).GetAccount());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a b")]
    public void A_profile_cannot_name_another_place(string profile)
    {
        var options = _world.Options();
        options.Profile = profile;

        Assert.Contains("Profile", Assert.Throws<ArgumentException>(() => new GlobusInteractiveCredential(options)).Message);
    }

    private sealed class FullDisk(string path, FileStreamOptions options, int free) : FileStream(path, options)
    {
        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, free);
            throw new IOException("No space left on device");
        }
    }

    private sealed class Undeletable : ITokenVault
    {
        private byte[]? _bytes;

        public string Place => "the vault";

        public byte[]? Read() => _bytes;

        public void Write(byte[] bytes) => _bytes = bytes;

        public void Delete() => throw new UnauthorizedAccessException("Access is denied.");
    }
}
