namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>Data passes the folders in one direction: the arrows that may be are <see cref="AllowedArrows"/>, and they make no circle.</summary>
public sealed class FolderArrowTests
{
    public static TheoryData<string> Projects => [.. AllowedArrows.Of.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_refer_to_one_another_only_where_an_arrow_is_allowed(string folder)
    {
        var project = SourceProject.In(folder);
        Assert.Empty(Forbidden(project));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_allowed_arrows_make_no_circle(string folder)
    {
        var arrows = AllowedArrows.Of[folder];
        var rest = arrows.Keys.ToHashSet(StringComparer.Ordinal);
        while (rest.FirstOrDefault(room => !arrows[room].Any(rest.Contains)) is { } lowest)
        {
            rest.Remove(lowest);
        }

        Assert.Empty(rest);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_allowed_arrow_starts_and_ends_at_a_folder_that_exists(string folder)
    {
        var project = SourceProject.In(folder);
        var rooms = SourceProject.FilesBelow(folder).Select(project.RoomOf).OfType<string>().Append("Shared").ToHashSet(StringComparer.Ordinal);
        Assert.All(AllowedArrows.Of[folder].SelectMany(static row => row.Value.Append(row.Key)), room => Assert.Contains(room, rooms));
    }

    [Theory]
    [InlineData("src/GlobusCompute.Remote", "Wire", "using GlobusCompute.Remote.Submission;", "Wire -> Submission")]
    [InlineData("src/GlobusCompute.Remote", "Results", "using GlobusCompute.Remote.Runtime;", "Results -> Runtime")]
    [InlineData("src/GlobusCompute.Remote.LocalService", "Tasks", "using GlobusCompute.Remote.LocalService.Workers;", "Tasks -> Workers")]
    [InlineData("generators/GlobusCompute.Remote.Generators", "Python", "using GlobusCompute.Remote.Generators.Emission;", "Python -> Emission")]
    public void A_forbidden_using_is_found(string folder, string room, string text, string arrow)
    {
        var project = SourceProject.In(folder);
        Assert.StartsWith(arrow, Assert.Single(Forbidden(project, ($"{folder}/{room}/Added.cs", text))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_is_named_without_a_using_is_found()
    {
        const string Text = "namespace GlobusCompute.Remote.Wire; internal static class Added { public static void M() => new Runtime.ClientLifetime().End(); }";
        Assert.NotEmpty(Forbidden(SourceProject.Library, ("src/GlobusCompute.Remote/Wire/Added.cs", Text)));
    }

    private static List<string> Forbidden(SourceProject project, params (string Path, string Text)[] added)
    {
        var allowed = AllowedArrows.Of[project.Folder];
        var only = added.Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. ArrowFinder.Find(project, project.Compile(added), only)
                .Where(found => found.Key.To != SourceProject.Vocabulary && !(allowed.TryGetValue(found.Key.From, out var heads) && heads.Contains(found.Key.To)))
                .Select(static found => $"{found.Key}, as in {found.Value[0]}").Order(StringComparer.Ordinal),
        ];
    }
}
