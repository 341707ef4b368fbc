using O4O.Settings;

namespace O4O.CloudSync.Tests.Settings;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("lisen", "listen")]
    [InlineData("lsiten", "listen")]
    [InlineData("LISTEN", "listen")]
    [InlineData("datbase", "database")]
    [InlineData("store", "stores")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void NearestName_Typo_FindsWhatWasMeant(string given, string? meant)
    {
        string[] known = ["database", "listen", "stores", "limits"];

        var found = NearestName.Find(given, known);

        Assert.Equal(meant, found);
    }
}
