using System.Text.Json;

namespace GlobusCompute.Remote.Tool.Profiles;

/// <summary>The file of profiles: an object with a member for each profile, which has a member for each setting.</summary>
internal sealed class ProfileFile
{
    public const string DefaultName = "default";
    public const string NameVariable = "GCOMPUTE_PROFILE";
    public const string NameRule = "letters, digits, '-', '_' and '.' (up to 64)";

    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    private ProfileFile(string? path, SortedDictionary<string, ProfileSettings> profiles) => (Path, Profiles) = (path, profiles);

    /// <summary>Gets where the file is; null for a user without a home.</summary>
    public string? Path { get; }

    public SortedDictionary<string, ProfileSettings> Profiles { get; }

    public static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Reads the file; without one, there are no profiles.</summary>
    /// <exception cref="BadOptionException">It cannot be read or understood.</exception>
    public static ProfileFile Read()
    {
        var path = ToolFolder.File("profiles.json");
        var profiles = new SortedDictionary<string, ProfileSettings>(StringComparer.Ordinal);
        if (path is null || !File.Exists(path))
        {
            return new ProfileFile(path, profiles);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var profile in document.RootElement.EnumerateObject())
            {
                profiles[profile.Name] = ReadSettings(profile, path);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new BadOptionException($"the profiles in {path} cannot be read: {e.Message}");
        }

        return new ProfileFile(path, profiles);
    }

    /// <summary>Writes the file in place of the earlier one, at once or not at all.</summary>
    /// <exception cref="BadOptionException">It cannot be written.</exception>
    public void Save()
    {
        var path = Path ?? throw new BadOptionException($"profiles have no folder: name one in {ToolFolder.Variable}.");
        try
        {
            ToolFolder.Replace(path, stream =>
            {
                using var json = new Utf8JsonWriter(stream, s_indented);
                Write(json);
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadOptionException($"the profiles in {path} cannot be written: {e.Message}");
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, settings) in Profiles)
        {
            json.WriteStartObject(name);
            foreach (var key in ProfileSettings.Keys)
            {
                if (key.Get(settings) is { } value)
                {
                    json.WriteString(key.Name, value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static ProfileSettings ReadSettings(JsonProperty profile, string path)
    {
        var settings = new ProfileSettings();
        foreach (var member in profile.Value.EnumerateObject())
        {
            // A later version may know more settings.
            if (ProfileSettings.Keys.FirstOrDefault(key => key.Name == member.Name) is not { } key)
            {
                continue;
            }

            try
            {
                settings = key.Set(settings, member.Value.GetString());
            }
            catch (FormatException e)
            {
                throw new BadOptionException($"{path}: '{member.Name}' of the profile '{profile.Name}' must be {e.Message}.");
            }
        }

        return settings;
    }
}
