using System.Text.Json;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Tests.Drivers.Inference.Hands;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.ModelTrials;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Commands;

namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>Products in hands: enrolling and judging, with a network that sees the same in every hand and with the house's own.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class HandsTrialTests : IDisposable
{
    private readonly TinyHands _tiny = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-hands-trial-").FullName;

    private string Manifest => Path.Combine(_tiny.Folder, "tiny.json");

    private string Gallery => Path.Combine(_folder, "gallery.o4og");

    [Fact]
    public void Enrol_OfAStore_MakesAGalleryOfItsProducts()
    {
        (int code, string output, string error) = Run("enrol", "--gallery", Gallery, "--model", Manifest, "--from-store", "demo", "--goods", "1", "--width", "320");

        Assert.True(code == 0, error);
        HandGallery gallery = HandGalleryFile.Load(Gallery, _tiny.Open());
        StoreFile store = DemoStore.Create();
        Assert.True(gallery.Gtins.Length > 0.9 * store.Products.Count, output);
        var sold = store.Products.Select(p => long.Parse(p.Gtin, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        Assert.All(gallery.Gtins, gtin => Assert.Contains(gtin, sold));
        (code, _, _) = Run("enrol", "--gallery", Gallery, "--model", Manifest, "--gtin", store.Products[0].Gtin, "--forget");
        Assert.Equal(0, code);
        Assert.Equal(gallery.Gtins.Length - 1, HandGalleryFile.Load(Gallery, _tiny.Open()).Gtins.Length);
    }

    [Fact]
    [Trait("Needs", "ffmpeg")]
    public void Enrol_OfAFolderOfPictures_ReplacesWhatWasKnownOfTheProduct()
    {
        string pictures = Path.Combine(_folder, "pictures");
        Directory.CreateDirectory(pictures);
        var rgb = new byte[64 * 48 * 3];
        for (int i = 0; i < 3; i++) PictureFile.Save(Path.Combine(pictures, $"{i}.png"), true, rgb, 64, 48, 90);
        HandGalleryFile.Save(HandGallery.Empty(_tiny.Open()).With(12345678, TinyHands.Axis(5)), Gallery);

        (int code, string output, string error) = Run("enrol", "--gallery", Gallery, "--model", Manifest, "--gtin", "12345678", "--pictures", pictures);

        Assert.True(code == 0, error);
        Assert.Contains("1 products by 3 pictures", output, StringComparison.Ordinal);
        Assert.Contains("3 pictures are few", error, StringComparison.Ordinal);
        HandGallery gallery = HandGalleryFile.Load(Gallery, _tiny.Open());
        Assert.Equal([.. TinyHands.Axis(0), .. TinyHands.Axis(0), .. TinyHands.Axis(0)], gallery.Of(0).ToArray());
    }

    [Fact]
    public void Enrol_IntoAnotherModelsGallery_IsRefusedAndLeavesItAlone()
    {
        using var other = new TinyHands(TinyHands.Axis(2));
        HandGalleryFile.Save(HandGallery.Empty(other.Open()).With(12345678, TinyHands.Axis(0)), Gallery);
        byte[] before = File.ReadAllBytes(Gallery);

        (int code, _, string error) = Run("enrol", "--gallery", Gallery, "--model", Manifest, "--from-store", "demo");

        Assert.Equal(2, code);
        Assert.Contains("made by another model", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Gallery));
    }

    [Theory]
    [InlineData("name what to enrol")]
    [InlineData("name what to enrol", "--gtin", "88012345", "--from-store", "demo")]
    [InlineData("--gtin needs --pictures", "--gtin", "88012345")]
    [InlineData("one of the two", "--gtin", "88012345", "--pictures", "x", "--forget")]
    [InlineData("--gtin must be 8 to 14 digits", "--gtin", "12ab", "--forget")]
    [InlineData("there is no such folder", "--gtin", "88012345", "--pictures", "nowhere")]
    [InlineData("--goods must be between 1 and", "--from-store", "demo", "--goods", "0")]
    public void Enrol_WithAMistake_NamesTheCure(string expected, params string[] options)
    {
        (int code, _, string error) = Run(["enrol", "--gallery", Gallery, "--model", Manifest, .. options]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Gallery));
    }

    /// <summary>What a network says that sees no difference is right once in sixty times: the marks are missed, and its shares are honest.</summary>
    [Fact]
    public void Evaluate_OfANetworkThatSeesNoDifference_MissesItsMarks()
    {
        string file = Path.Combine(_folder, "figures.json");

        (int code, string output, string error) = Run("evaluate", "--only", "hands", "--hands", Manifest, "--seeds", "3", "--size", "96x72", "--cameras", "2", "--json", file);

        Assert.True(code == 1, error);
        Assert.Contains("NOT MET", output, StringComparison.Ordinal);
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement hands = figures.RootElement.GetProperty("trials").GetProperty("hands").GetProperty("figures");
        Assert.InRange(hands.GetProperty("few").GetProperty("looks").GetInt32(), 100, 300);
        Assert.InRange(hands.GetProperty("few").GetProperty("top1").GetDouble(), 0, 0.1);
        Assert.InRange(hands.GetProperty("few").GetProperty("calibrationError").GetDouble(), 0, 0.05);
    }

    /// <summary>
    /// The model that goes with the code, end to end, on a store of products that it never saw: far better than chance (one in twenty), whoever
    /// trains it again. What it reaches in truth is what `models evaluate` prints.
    /// </summary>
    [Fact]
    public void HouseModel_OnTwentyProductsThatItNeverSaw_NamesThemFarMoreOftenThanChance()
    {
        using var embedder = new HandEmbedder(ModelLibrary.Default.Open(ModelNames.Hands));
        StoreFile file = RandomStore.Create(31, 4_500, 1_500);
        var store = new HandsStore(embedder, file, CameraPlan.For(file.ToLayout(), 4, 31), 1_280, BuiltInScenarios.Mixed, 31);
        string[] gtins = [.. file.Products.Select(p => p.Gtin).Where((_, i) => i % Math.Max(1, file.Products.Count / 20) == 0).Take(20)];
        var guesser = new HandGuesser(HandsTrial.Enrolled(store, embedder, gtins, 8), embedder.Hands);

        int asked = 0, right = 0;
        foreach (string gtin in gtins)
        {
            for (int n = 8; n < 14; n++)
            {
                if (store.Pose(gtin, n) is not { } hand) continue;
                asked++;
                if (guesser.Guess(hand.Direction).Gtin == long.Parse(gtin, System.Globalization.CultureInfo.InvariantCulture)) right++;
            }
        }

        Assert.True(asked > 60 && right > 0.35 * asked, $"{right} of {asked} right");
    }

    [Fact]
    public void GraspTally_OfLooksThatErrTogether_SaysSo()
    {
        var tally = new GraspTally();
        for (int g = 0; g < 50; g++)
        {
            tally.Add([(1, true), (1, true), (1, true)]);
            tally.Add([(2, false), (2, false), (2, false)]);
        }

        Assert.Equal(0.5, tally.Right!.Value, 1e-12);
        Assert.Equal(1, tally.Correlation!.Value, 1e-12);
        Assert.Equal(0.5, tally.NeverRight!.Value, 1e-12);
    }

    [Fact]
    public void GraspTally_OfLooksThatErrApart_SaysSo()
    {
        var tally = new GraspTally();
        // Every way for two looks to come out, once: neighbours know nothing of each other.
        foreach (bool first in (ReadOnlySpan<bool>)[false, true])
            foreach (bool second in (ReadOnlySpan<bool>)[false, true]) tally.Add([(first ? 1 : 2, first), (second ? 1 : 3, second)]);

        Assert.Equal(0, tally.Correlation!.Value, 1e-12);
    }

    public void Dispose()
    {
        _tiny.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => CommandConsole.Run([ModelsCommand.Create()], ["models", .. args]);
}
