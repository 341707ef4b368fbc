using O4O.Settings;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Tests.Scenarios;

public class ScenarioTests
{
    [Fact]
    public void Scenario_UnknownKey_NamesItAndTheNearest()
    {
        SettingsResult<Scenario> read = SettingsFile.Parse<Scenario>("""{"behaviour": {"misplaced": 0.1}}""", "day.json");

        SettingsProblem problem = Assert.Single(read.Problems);
        Assert.Contains("misplaced", problem.Text, StringComparison.Ordinal);
        Assert.Contains("\"misplace\"", problem.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"seconds": 5}""", "seconds must be between 40 and 86400")]
    [InlineData("""{"behaviour": {"row": 0.9, "pair": 0.9}}""", "must not add up to more than 1")]
    [InlineData("""{"physics": {"junk": 1}}""", "junk must be between 0 and 0.01")]
    [InlineData("""{"faults": {"loss": -0.1}}""", "loss must be between 0 and 0.9")]
    [InlineData("""{"eyes": {"latencyMsMin": 100}}""", "latencyMsMax must be between latencyMsMin")]
    [InlineData("""{"hands": {"accuracy": 0.4}}""", "hands.accuracy must be between 0.5 and 1")]
    [InlineData("""{"hands": {"latencyMsMin": 200}}""", "hands.latencyMsMax must be between latencyMsMin")]
    public void Scenario_OutOfRange_SaysWhatIsAllowed(string json, string expected)
    {
        SettingsResult<Scenario> read = SettingsFile.Parse<Scenario>(json, "day.json");

        Assert.Contains(read.Problems, p => p.Text.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Scenarios_BuiltIn_AreInRange() => Assert.All(BuiltInScenarios.All, s => Assert.Empty(s.Problems()));

    [Fact]
    public void Source_MistypedName_SuggestsTheNearest()
    {
        var mistake = Assert.Throws<UserMistakeException>(() => ScenarioSource.Load("mixd"));

        Assert.Equal("unknown scenario \"mixd\": did you mean \"mixed\"?", mistake.Message);
    }

    [Fact]
    public void Source_TooManySecondsOnTheCommandLine_IsRefused() =>
        Assert.Throws<UserMistakeException>(() => ScenarioSource.With(BuiltInScenarios.Mixed, null, 10));
}
