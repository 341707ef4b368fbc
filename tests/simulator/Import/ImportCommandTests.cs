using O4O.Simulator.Commands;
using Xunit;

namespace O4O.Simulator.Tests.Import;

public sealed class ImportCommandTests
{
    [Theory]
    [InlineData("import", "autochekout", "somewhere", "--out", "x.mcap")]
    [InlineData("import", "autocheckout", "nowhere-at-all", "--out", "x.mcap")]
    [InlineData("import", "autocheckout", "somewhere")]
    [InlineData("import", "autocheckout")]
    public void Import_CalledWrongly_EndsWithTwo(params string[] arguments)
    {
        int code = CommandLineRunner.Run([ImportCommand.Create()], arguments);

        Assert.Equal(2, code);
    }

    [Fact]
    public void Import_OfAGoodFolder_EndsWithZeroAndARecording()
    {
        using var folder = new AutoCheckoutFolder();
        folder.Import();
        File.Delete(folder.Recording);

        int code = CommandLineRunner.Run([ImportCommand.Create()], ["import", "autocheckout", folder.Path, "--out", folder.Recording]);

        Assert.Equal(0, code);
        Assert.True(File.Exists(folder.Recording));
    }
}
