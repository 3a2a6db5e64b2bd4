namespace GlobusCompute.Remote.Generators.Binding;

/// <summary>Paths of Python files in one form: relative to the project, forward slashes, no <c>.</c> and no needless <c>..</c>.</summary>
internal static class PythonFilePath
{
    /// <summary>Brings a relative path into the common form.</summary>
    public static string Normalise(string path)
    {
        var segments = new List<string>();
        foreach (var segment in Split(path))
        {
            if (segment == ".." && segments.Count > 0 && segments[segments.Count - 1] != "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment.Length > 0 && segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join("/", segments);
    }

    /// <summary>The path of a file as seen from a directory; both absolute.</summary>
    public static string Relative(string path, string directory)
    {
        var file = Split(Normalise(path));
        var from = Split(Normalise(directory));
        // Windows writes the same drive as c: and C:.
        var comparison = file[0].EndsWith(":", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var common = 0;
        while (common < from.Length && common < file.Length - 1 && string.Equals(file[common], from[common], comparison))
        {
            common++;
        }

        return string.Join("/", Enumerable.Repeat("..", from.Length - common).Concat(file.Skip(common)));
    }

    private static string[] Split(string path) => path.Split('/', '\\');
}
