namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>Files stay small enough to read at once.</summary>
public sealed class FileLimitTests
{
    private const int MostLines = 300;
    private const int MostColumns = 160;

    public static TheoryData<string> Folders => ["src", "generators"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_hand_written_file_has_more_lines_than_one_job_takes(string folder) =>
        Assert.Empty(
            from file in SourceProject.FilesBelow(folder)
            let lines = SourceProject.Read(file).TrimEnd('\n').Split('\n').Length
            where lines > MostLines
            select $"{file}: {lines} lines");

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_is_wider_than_a_screen(string folder) =>
        Assert.Empty(
            from file in SourceProject.FilesBelow(folder)
            from line in SourceProject.Read(file).Split('\n').Select(static (text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > MostColumns
            select $"{file}({line.Number}): {line.Text.Length} columns");
}
