using System.Text.RegularExpressions;
using Xunit;

namespace O4O.Edge.Tests.Tidy;

/// <summary>The style of the house, enforced: what a reviewer should not have to say twice.</summary>
[Trait("Needs", "git")]
public sealed partial class HouseTests
{
    private const int LinesMax = 300;

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    /// <summary>Files that may hold several public types, each with its reason.</summary>
    private static readonly Dictionary<string, string> CrowdedFiles = new()
    {
        ["edge/Host/Live/Views.cs"] = "the JSON shapes of the live feeds, one contract that is read as a whole",
    };

    private static readonly string[] TopLevel =
    [
        "edge", "cloud-sync", "models", "simulator", "benchmarks", "tests", "O4O.Edge.sln", "README.md", "o4o", ".ci",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig", ".gitignore", ".gitattributes",
    ];

    /// <summary>Rooms without a project of their own.</summary>
    private static readonly string[] OtherRooms = ["edge", "edge/Drivers", "edge/Web", "cloud-sync", "models", "tests"];

    private static IEnumerable<string> CSharp => Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Projects => Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    [Fact]
    public void CSharpFile_LongerThanTheLimit_StandsInTheListWithItsReason()
    {
        var tooLong = CSharp
            .Select(f => (File: f, Lines: File.ReadAllLines(Repository.PathOf(f)).Length))
            .Where(f => f.Lines > LinesMax && !LongFiles.ContainsKey(f.File));

        Assert.Empty(tooLong);
    }

    [Fact]
    public void LongFiles_NoLongerLong_AreTakenOffTheList()
    {
        var stale = LongFiles.Keys.Where(f =>
            !File.Exists(Repository.PathOf(f)) || File.ReadAllLines(Repository.PathOf(f)).Length <= LinesMax);

        Assert.Empty(stale);
    }

    [Fact]
    public void Room_Each_HasAReadme()
    {
        var rooms = Projects
            .Where(p => !p.StartsWith("tests/", StringComparison.Ordinal))
            .Select(p => Path.GetDirectoryName(p)!.Replace('\\', '/'))
            .Concat(OtherRooms);

        var without = rooms.Where(r => !File.Exists(Repository.PathOf(r + "/README.md"))).ToArray();

        Assert.Empty(without);
    }

    [Fact]
    public void Solution_Always_HoldsEveryProjectAndNoOther()
    {
        var inSolution = SolutionProject().Matches(File.ReadAllText(Repository.PathOf("O4O.Edge.sln")))
            .Select(m => m.Groups[1].Value.Replace('\\', '/'));

        Assert.Equal(Projects.Order(StringComparer.Ordinal), inSolution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TopLevel_Always_HoldsOnlyTheRoomsAndTheirFrame()
    {
        var names = Repository.Files.Select(f => f.Split('/')[0]).Distinct();

        Assert.Empty(names.Except(TopLevel));
    }

    [Fact]
    public void TrackedText_Anywhere_NamesNoMachineAndNoRegistry()
    {
        // Put together here, so that this file does not find itself.
        string[] banned = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "C:" + "\\Users", "registry.npm" + "js.org", "api.nu" + "get.org",
            "artifact" + "ory", "python" + "hosted.org", "TO" + "DO", "FIX" + "ME"];

        var found =
            from file in Repository.Files
            where !IsBinary(file)
            let text = File.ReadAllText(Repository.PathOf(file))
            from word in banned
            where text.Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}";

        Assert.Empty(found);
    }

    [Fact]
    public void Namespace_OfEveryFile_IsItsFolder()
    {
        var wrong =
            from file in CSharp
            let declared = NamespaceLine().Match(File.ReadAllText(Repository.PathOf(file))).Groups[1].Value
            where declared.Length > 0 && declared != ExpectedNamespace(file)
            select $"{file}: {declared}, not {ExpectedNamespace(file)}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void CSharpFile_WithSeveralPublicTypes_StandsInTheListWithItsReason()
    {
        var crowded =
            from file in CSharp
            where !file.StartsWith("tests/", StringComparison.Ordinal) && !file.StartsWith("benchmarks/", StringComparison.Ordinal)
            let types = PublicType().Count(File.ReadAllText(Repository.PathOf(file)))
            where types > 1 && !CrowdedFiles.ContainsKey(file)
            select $"{file}: {types} public types";

        Assert.Empty(crowded);
    }

    /// <summary>The root namespace of the project above the file, and the folders between.</summary>
    private static string ExpectedNamespace(string file)
    {
        string project = Projects
            .Where(p => file.StartsWith(Path.GetDirectoryName(p)!.Replace('\\', '/') + "/", StringComparison.Ordinal))
            .MaxBy(p => p.Length)!;
        string root = RootNamespace().Match(File.ReadAllText(Repository.PathOf(project))).Groups[1].Value;
        string folders = Path.GetRelativePath(Path.GetDirectoryName(project)!, Path.GetDirectoryName(file)!).Replace('\\', '/');
        return folders == "." ? root : $"{root}.{folders.Replace('/', '.')}";
    }

    private static bool IsBinary(string file) => File.ReadAllBytes(Repository.PathOf(file)).AsSpan().Contains((byte)0);

    [GeneratedRegex("""^Project\(.*?\) = ".*?", "(.*?\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex SolutionProject();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex("<RootNamespace>(.*?)</RootNamespace>")]
    private static partial Regex RootNamespace();

    [GeneratedRegex(@"^public [a-z ]*\b(class|struct|interface|enum|record|delegate)\b", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
