using System.Net;
using System.Net.Sockets;
using System.Text;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Store;
using O4O.Edge.Store.FloorTracking;
using O4O.Edge.Store.Fusion;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>Everything that may be wrong with a model's files, told in a sentence that names the file and the reason.</summary>
public sealed class ModelLibraryTests
{
    private const string OtherDigest = "0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public void Open_ByNameManifestOrFile_FindsTheSameModel()
    {
        using var tiny = new TinyModel();

        Model[] models = [tiny.Library.Open("tiny"), tiny.Library.Open(tiny.ManifestFile), tiny.Library.Open(tiny.OnnxFile)];

        Assert.All(models, m => Assert.Equal(("tiny", tiny.OnnxFile), (m.Manifest.Name, m.Path)));
    }

    [Fact]
    public void Open_OfAnUnknownName_TellsTheKnownOnes()
    {
        using var tiny = new TinyModel();

        Assert.Equal(
            "there is no model \"yolo\": known are tiny; or name a manifest (.json) or a model (.onnx)",
            Assert.Throws<ModelException>(() => tiny.Library.Open("yolo")).Message);
    }

    [Fact]
    public void Open_WithAnotherDigest_NamesFileAndBoth()
    {
        using var tiny = new TinyModel(sha256: OtherDigest);

        Says(tiny, "tiny", tiny.OnnxFile, tiny.Sha256, OtherDigest, tiny.ManifestFile);
    }

    [Fact]
    public void Open_OfAFileThatIsNotHere_SaysWhereItWasLookedFor()
    {
        using var tiny = new TinyModel();
        File.Delete(tiny.OnnxFile);

        Says(tiny, "tiny", tiny.ManifestFile, "tiny.onnx is not here", tiny.Folder, "no url");
    }

    [Fact]
    public void Open_OfAnOnnxFileWithoutAManifest_SaysSo()
    {
        using var tiny = new TinyModel();
        string stranger = Path.Combine(tiny.Folder, "stranger.onnx");
        File.WriteAllText(stranger, "not known");

        Says(tiny, stranger, stranger, "no manifest knows this model");
    }

    [Fact]
    public void Open_OfAnOnnxFileThatIsNotThere_SaysSo()
    {
        using var tiny = new TinyModel();

        Says(tiny, Path.Combine(tiny.Folder, "none.onnx"), "none.onnx: there is no such file");
    }

    [Theory]
    [InlineData("\"licence\": \"ours\"", "\"license\": \"ours\"", "unknown key \"license\"", "did you mean \"licence\"?")]
    [InlineData("\"family\": \"yolox\"", "\"family\": \"yolo\"", "$.output.family", "did you mean \"yolox\"?")]
    [InlineData("\"width\": 32", "\"width\": 33", "input of 33 × 32 is not a multiple of the stride 8")]
    [InlineData("\"width\": 32", "\"width\": 9000", "$.input.width must be between 32 and 4096, but is 9000")]
    [InlineData("tiny.onnx", "../tiny.onnx", "$.file must be a file name without folders")]
    [InlineData("\"classes\": [\"person\", \"bottle\"], ", "", "missing key \"classes\"")]
    [InlineData("\"scoreMin\": 0.5", "\"scoreMin\": 0", "$.output.scoreMin must be between 0.001 and 1, but is 0")]
    [InlineData("\"licence\": \"ours\"", "\"licence\": \"\"", "$.licence must not be empty")]
    public void Open_OfAManifestWithAMistake_NamesFilePlaceAndMistake(string right, string wrong, params string[] said)
    {
        using var tiny = new TinyModel();
        File.WriteAllText(tiny.ManifestFile, File.ReadAllText(tiny.ManifestFile).Replace(right, wrong, StringComparison.Ordinal));

        Says(tiny, "tiny", [$"{tiny.ManifestFile}:", .. said]);
    }

    private const string People = """
        "people": { "sureScore": 0.6, "handMm": 90, "badlySeenHandMm": 310, "badlySeenShare": 0.4, "reachMm": 900, "measuredOn": "a test" }, "licence"
        """;

    [Fact]
    public void Open_OfAManifestThatKnowsHowGoodItIs_TellsAStoreWhatToThinkOfIt()
    {
        using var tiny = new TinyModel();
        string text = File.ReadAllText(tiny.ManifestFile).Replace("\"family\": \"yolox\"", "\"family\": \"overhead\"", StringComparison.Ordinal)
            .Replace("\"person\", \"bottle\"", "\"person\"", StringComparison.Ordinal).Replace("[8, 16, 32]", "[8]", StringComparison.Ordinal);
        File.WriteAllText(tiny.ManifestFile, text.Replace("\"licence\"", People, StringComparison.Ordinal));

        StoreOptions options = tiny.Library.Open("tiny").Manifest.People!.ToOptions();

        Assert.Equal(new FusionOptions { HandMm = 90, BadlySeenHandMm = 310, BadlySeenShare = 0.4, ReachMm = 900 }, options.Fusion);
        Assert.Equal(new FloorOptions { SureScore = 0.6 }, options.Floor);
        Assert.Equal(new StoreOptions() with { Fusion = options.Fusion, Floor = options.Floor }, options);
        File.WriteAllText(tiny.ManifestFile, text.Replace("\"licence\"", People.Replace("\"sureScore\"", "\"faintScore\": 0.3, \"sureScore\"", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(new FloorOptions { SureScore = 0.6, FaintScore = 0.3 }, tiny.Library.Open("tiny").Manifest.People!.ToOptions().Floor);
        File.WriteAllText(tiny.ManifestFile, text.Replace("\"licence\"", People.Replace("0.4", "0", StringComparison.Ordinal), StringComparison.Ordinal));
        Says(tiny, "tiny", "people", "badlySeenShare must be between 0.001 and 0.999");
    }

    [Fact]
    public void Open_OfAManifestWithPeopleWhoseHandsItsFamilyDoesNotFind_SaysSo()
    {
        using var tiny = new TinyModel();
        File.WriteAllText(tiny.ManifestFile, File.ReadAllText(tiny.ManifestFile).Replace("\"licence\"", People, StringComparison.Ordinal));

        Says(tiny, "tiny", "people must be left out but for the family overhead");
    }

    [Fact]
    public async Task Open_OfAModelWithAUrl_DownloadsItOnceAndChecksIt()
    {
        using var tiny = new TinyModel();
        byte[] bytes = File.ReadAllBytes(tiny.OnnxFile);
        File.Delete(tiny.OnnxFile);
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        AddUrl(tiny, server);
        Task served = ServeOnce(server, bytes);

        Model first = tiny.Library.Open("tiny");
        await served;
        server.Stop(); // nobody answers from here on
        Model second = tiny.Library.Open("tiny");

        Assert.Equal(bytes, File.ReadAllBytes(first.Path));
        Assert.Equal(first.Path, second.Path);
    }

    [Fact]
    public async Task Open_OfADownloadThatIsAnotherFile_RefusesItAndKeepsNothing()
    {
        using var tiny = new TinyModel();
        File.Delete(tiny.OnnxFile);
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        AddUrl(tiny, server);
        Task served = ServeOnce(server, "something else"u8.ToArray());

        Says(tiny, "tiny", "/tiny.onnx: what is there has the SHA-256", tiny.Sha256);

        await served;
        Assert.Empty(Directory.GetFiles(Path.Combine(tiny.Folder, "downloads")));
    }

    private static void AddUrl(TinyModel tiny, TcpListener server)
    {
        string url = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/tiny.onnx";
        string manifest = File.ReadAllText(tiny.ManifestFile);
        File.WriteAllText(tiny.ManifestFile, manifest.Replace("\"sha256\"", $"\"url\": \"{url}\", \"sha256\"", StringComparison.Ordinal));
    }

    private static async Task ServeOnce(TcpListener server, byte[] content)
    {
        using TcpClient client = await server.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        Assert.True(await stream.ReadAsync(new byte[4096]) > 0);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(content);
    }

    private static void Says(TinyModel tiny, string open, params string[] parts)
    {
        string message = Assert.Throws<ModelException>(() => tiny.Library.Open(open)).Message;
        Assert.All(parts, p => Assert.Contains(p, message, StringComparison.Ordinal));
    }
}
