using O4O.Settings;

namespace O4O.CloudSync.Tests.Settings;

public sealed class SettingsFileTests
{
    private const string Whole = """
        {
          "$schema": "./sample.schema.json",
          // a comment
          "store": "demo",
          "mode": "dryRun",
          "http": { "listen": "http://127.0.0.1:1", "maxInFlight": 8, },
          "shelves": [ { "id": "a", "plates": [1, 2] } ],
          "prices": { "milk": 120 },
        }
        """;

    [Fact]
    public void SettingsFile_WholeText_GivesTheRecord()
    {
        var read = SettingsFile.Parse<SampleSettings>(Whole, "s.json");

        Assert.Empty(read.Problems);
        Assert.True(read.IsValid);
        Assert.Equal(SampleMode.DryRun, read.Value.Mode);
        Assert.Equal(8, read.Value.Http.MaxInFlight);
        Assert.Equal([1, 2], read.Value.Shelves[0].Plates);
        Assert.Equal(120, read.Value.Prices["milk"]);
        Assert.Equal(30, read.Value.HoldSeconds);
    }

    [Theory]
    [InlineData("\"listen\"", "\"lisen\"", 6, 13, "unknown key \"lisen\" at $.http: did you mean \"listen\"?")]
    [InlineData("\"listen\"", "\"Listen\"", 6, 13, "unknown key \"Listen\" at $.http: did you mean \"listen\"?")]
    [InlineData("\"maxInFlight\"", "\"zzz\"", 6, 45, "unknown key \"zzz\" at $.http: known here are \"listen\", \"maxInFlight\"")]
    [InlineData("\"store\": \"demo\",", "", 1, 1, "missing key \"store\" at $: it is required")]
    [InlineData("\"maxInFlight\": 8", "\"maxInFlight\": \"8\"", 6, 60,
        "$.http.maxInFlight must be a whole number of 32 bits, but is the string \"8\"")]
    [InlineData("\"maxInFlight\": 8", "\"maxInFlight\": 99999999999", 6, 60,
        "$.http.maxInFlight must be a whole number of 32 bits, but is 99999999999")]
    [InlineData("\"maxInFlight\": 8", "\"maxInFlight\": 0", 6, 60, "$.http.maxInFlight must be between 1 and 64, but is 0")]
    [InlineData("\"maxInFlight\": 8", "\"maxInFlight\": null", 6, 60, "$.http.maxInFlight must not be null")]
    [InlineData("\"dryRun\"", "\"dryrnu\"", 5, 11,
        "$.mode must be one of \"live\", \"dryRun\", but is the string \"dryrnu\": did you mean \"dryRun\"?")]
    [InlineData("\"dryRun\"", "1", 5, 11, "$.mode must be one of \"live\", \"dryRun\", but is 1")]
    [InlineData("[1, 2]", "[1, true]", 7, 43, "$.shelves[0].plates[1] must be a whole number of 32 bits, but is true")]
    [InlineData("[1, 2]", "7", 7, 39, "$.shelves[0].plates must be an array, but is 7")]
    [InlineData("\"id\": \"a\"", "\"id\": null", 7, 24, "$.shelves[0].id must not be null")]
    [InlineData("\"id\": \"a\"", "\"id\": \"\"", 7, 16, "$.shelves[0]: a shelf needs a name")]
    [InlineData("\"milk\": 120", "\"oat milk\": \"x\"", 8, 27,
        "$.prices['oat milk'] must be a whole number of 64 bits, but is the string \"x\"")]
    [InlineData("\"milk\": 120", "\"milk\": 120, \"milk\": 1", 8, 28, "key \"milk\" appears twice at $.prices")]
    [InlineData("\"store\": \"demo\",", "\"store\": \"demo\", \"store\": \"demo\",", 4, 20, "key \"store\" appears twice at $")]
    [InlineData("\"store\": \"demo\",", "\"store\": \"demo\", \"sum\": 3,", 4, 20,
        "unknown key \"sum\" at $: known here are \"store\", \"mode\", \"http\", \"shelves\", \"prices\", \"holdSeconds\"")]
    public void SettingsFile_OneMistake_IsNamedWithItsPlace(string right, string wrong, int line, int column, string text)
    {
        var mistaken = Whole.Replace(right, wrong, StringComparison.Ordinal);

        var read = SettingsFile.Parse<SampleSettings>(mistaken, "s.json");

        var problem = Assert.Single(read.Problems);
        Assert.False(read.IsValid);
        Assert.Equal((line, column, text), (problem.Line, problem.Column, problem.Text));
        Assert.Equal($"s.json:{line}:{column}: {text}", problem.ToString());
    }

    [Fact]
    public void SettingsFile_SeveralMistakes_AreAllReportedInTheOrderOfTheFile()
    {
        const string Text = """{"stor": "x", "http": {"listen": 1, "maxInFlite": 2}, "shelves": [], "prices": {}}""";

        var read = SettingsFile.Parse<SampleSettings>(Text, "s.json");

        Assert.Equal(["$", "$.stor", "$.http.listen", "$.http.maxInFlite"], read.Problems.Select(p => p.Path));
    }

    [Theory]
    [InlineData("{ \"store\": \n  nope }", 2, 4)]
    [InlineData("", 1, 1)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{ \"é\": ]", 1, 8)]
    public void SettingsFile_MalformedText_NamesLineAndColumn(string text, int line, int column)
    {
        var read = SettingsFile.Parse<SampleSettings>(text, "s.json");

        var problem = Assert.Single(read.Problems);
        Assert.StartsWith("malformed JSON: ", problem.Text, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData(new byte[] { 0x7B, 0x22, 0xFF, 0x22, 0x7D }, "the text is not UTF-8")]
    [InlineData(new byte[] { 0x6E, 0x75, 0x6C, 0x6C }, "$ must be an object, but is null")]
    public void SettingsFile_StrangeBytes_AreAProblemNotAnException(byte[] bytes, string text)
    {
        var read = SettingsFile.Parse<SampleSettings>(bytes, "s.json");

        Assert.Equal(text, Assert.Single(read.Problems).Text);
    }

    [Fact]
    public void SettingsFile_ByteOrderMark_IsSkipped()
    {
        var read = SettingsFile.Parse<SampleSettings>("\uFEFF" + Whole, "s.json");

        Assert.True(read.IsValid);
    }

    [Fact]
    public void SettingsFile_DefaultOutOfRange_IsReportedAtTheEnclosingObject()
    {
        var read = SettingsFile.Parse<BadDefault>("""{ "name": "x" }""", "s.json");

        var problem = Assert.Single(read.Problems);
        Assert.Equal(("$.http.maxInFlight", 1, 1), (problem.Path, problem.Line, problem.Column));
    }

    [Fact]
    public void SettingsFile_MissingFile_IsAProblem()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "none.json");

        var read = SettingsFile.Load<SampleSettings>(path);

        Assert.Equal($"{path}: there is no such file", Assert.Single(read.Problems).ToString());
    }

    [Fact]
    public void SettingsFile_FileOnDisk_IsRead()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Whole);

        var read = SettingsFile.Load<SampleSettings>(path);
        File.Delete(path);

        Assert.True(read.IsValid);
    }
}
