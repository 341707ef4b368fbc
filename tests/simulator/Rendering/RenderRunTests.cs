using System.Text.Json;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Tests.Rendering;

/// <summary>What lies in the folder afterwards, as somebody who knows COCO alone reads it.</summary>
public sealed class RenderRunTests : IDisposable
{
    private const int Width = 128, Height = 96;

    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-render-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Run(string name, int jobs, bool masks = true)
    {
        string folder = Path.Combine(_folder, name);
        var options = new ExportOptions { Folder = folder, Cameras = 2, Width = Width, Height = Height, FramesPerSecond = 0.25, Empty = 0.2, CropSide = 48, Masks = masks };
        new RenderRun(options, null, _ => BuiltInScenarios.Mixed with { Seconds = 45, ArrivalSeconds = 2 }).Run(new SeedRange(5, 6), jobs, "a test");
        return folder;
    }

    [Fact]
    public void Files_OfTheSameSeeds_AreTheSameWhateverTheNumberOfJobs()
    {
        string one = Run("one", 1), two = Run("two", 2);

        string[] files = [.. Directory.EnumerateFiles(one, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(one, f)).Order(StringComparer.Ordinal)];
        Assert.Equal(files, Directory.EnumerateFiles(two, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(two, f)).Order(StringComparer.Ordinal));
        Assert.True(files.Length > 10);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(one, f)), File.ReadAllBytes(Path.Combine(two, f))));
    }

    [Fact]
    public void Pictures_WithoutIdleOnes_EachHaveAHandThatIsStretchedOut()
    {
        string folder = Path.Combine(_folder, "reaching");
        var options = new ExportOptions { Folder = folder, Cameras = 2, Width = Width, Height = Height, FramesPerSecond = 0.5, Empty = 0, Idle = 0 };
        new RenderRun(options, null, _ => BuiltInScenarios.Mixed with { Seconds = 45, ArrivalSeconds = 2 }).Run(new SeedRange(5, 6), 2, "a test");

        using JsonDocument coco = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "annotations.json")));
        var reaching = coco.RootElement.GetProperty("annotations").EnumerateArray()
            .Where(a => a.TryGetProperty("hands", out JsonElement hands) && (hands.GetProperty("left").GetProperty("out").GetBoolean() || hands.GetProperty("right").GetProperty("out").GetBoolean()))
            .Select(a => a.GetProperty("image_id").GetInt32()).ToHashSet();
        JsonElement[] images = [.. coco.RootElement.GetProperty("images").EnumerateArray()];
        Assert.NotEmpty(images);
        // A hand may be within the picture while all of its owner that is not hidden is without.
        Assert.True(images.Count(i => reaching.Contains(i.GetProperty("id").GetInt32())) > 0.8 * images.Length);
    }

    [Fact]
    public void Annotations_Always_AreWhatCocoReadersExpect()
    {
        string folder = Run("coco", 2);

        using JsonDocument coco = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "annotations.json")));
        JsonElement root = coco.RootElement;
        var images = root.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt32());
        Assert.All(images.Values, i =>
        {
            Assert.Equal((Width, Height), (i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32()));
            Assert.True(File.Exists(Path.Combine(folder, "images", i.GetProperty("file_name").GetString()!)));
        });
        JsonElement person = root.GetProperty("categories")[0];
        Assert.Equal((1, "person"), (person.GetProperty("id").GetInt32(), person.GetProperty("name").GetString()));
        Assert.Equal(["head", "left_wrist", "right_wrist"], person.GetProperty("keypoints").EnumerateArray().Select(k => k.GetString()));
        Assert.All(person.GetProperty("skeleton").EnumerateArray(), bone => Assert.All(bone.EnumerateArray(), k => Assert.InRange(k.GetInt32(), 1, 3)));
        var ids = new HashSet<int>();
        foreach (JsonElement annotation in root.GetProperty("annotations").EnumerateArray())
        {
            Assert.True(ids.Add(annotation.GetProperty("id").GetInt32()));
            Assert.True(images.ContainsKey(annotation.GetProperty("image_id").GetInt32()));
            Assert.Contains(annotation.GetProperty("iscrowd").GetInt32(), (int[])[0, 1]);
            double[] box = [.. annotation.GetProperty("bbox").EnumerateArray().Select(v => v.GetDouble())];
            Assert.True(box.Length == 4 && box[0] >= 0 && box[1] >= 0 && box[2] >= 1 && box[3] >= 1 && box[0] + box[2] <= Width && box[1] + box[3] <= Height);
            Assert.InRange(annotation.GetProperty("area").GetInt32(), 1, (int)(box[2] * box[3]));
            if (annotation.GetProperty("category_id").GetInt32() == 1) CheckPerson(annotation, box);
            else Assert.Equal(13, annotation.GetProperty("gtin").GetString()!.Length);
        }
        Assert.True(ids.Count > 20, $"{ids.Count} annotations");
    }

    /// <summary>Every product of the store has its pictures, each with the product in it, whether a shopper of the day took it or not.</summary>
    [Fact]
    public void PosedHands_OfAStore_ShowEveryProduct()
    {
        string folder = Path.Combine(_folder, "posed");
        var options = new ExportOptions { Folder = folder, Cameras = 2, Width = Width, Height = Height, FramesPerSecond = 0.02, CropSide = 48, Posed = 2, Bare = 6, IsRandom = false };

        IReadOnlyList<DayRecord> days = new RenderRun(options, DemoStore.Create(), _ => BuiltInScenarios.Mixed with { Seconds = 40 }).Run(new SeedRange(5, 5), 1, "a test");

        CropRecord[] posed = [.. days[0].Crops.Where(c => c.Image is null && c.Gtin is not null)], bare = [.. days[0].Crops.Where(c => c.Image is null && c.Gtin is null)];
        Assert.True(posed.Select(c => c.Gtin).Distinct().Count() > 0.9 * days[0].Products.Count, $"{posed.Length} pictures");
        Assert.All(posed, c => Assert.True(c.Seen > 0.01 && c.AcrossPx >= 5));
        Assert.InRange(bare.Length, 3, 6);
        Assert.All(bare, c => Assert.True(c.Seen == 0 && c.WristSeen));
        string[] looks = File.ReadAllLines(Path.Combine(folder, "looks.jsonl"));
        Assert.Equal(days[0].Products.Count, looks.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("gtin").GetString()).Distinct().Count());
        Assert.All(looks, l => Assert.Equal(8 * 8 * 3, JsonDocument.Parse(l).RootElement.GetProperty("front").GetArrayLength()));
        Assert.Equal(posed.Length, posed.Select(c => c.File).Distinct().Count(f => File.Exists(Path.Combine(folder, "crops", f))));
    }

    private static void CheckPerson(JsonElement annotation, double[] box)
    {
        double[] points = [.. annotation.GetProperty("keypoints").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(9, points.Length);
        int labelled = 0;
        for (int p = 0; p < 9; p += 3)
        {
            Assert.Contains(points[p + 2], (double[])[0, 1, 2]);
            if (points[p + 2] == 0) Assert.Equal((0, 0), (points[p], points[p + 1]));
            else labelled++;
            Assert.InRange(points[p], 0, Width);
            Assert.InRange(points[p + 1], 0, Height);
        }
        Assert.Equal(labelled, annotation.GetProperty("num_keypoints").GetInt32());
        // The mask's run lengths go down the columns over the whole picture, and every second one is the body.
        int[] counts = [.. annotation.GetProperty("segmentation").GetProperty("counts").EnumerateArray().Select(v => v.GetInt32())];
        Assert.Equal(Width * Height, counts.Sum());
        Assert.Equal(annotation.GetProperty("area").GetInt32(), counts.Where((_, i) => i % 2 == 1).Sum());
        int at = 0;
        for (int i = 0; i < counts.Length; at += counts[i++])
        {
            if (i % 2 == 0 || counts[i] == 0) continue;
            Assert.InRange(at / Height, box[0], box[0] + box[2] - 1);
            Assert.InRange((at + counts[i] - 1) / Height, box[0], box[0] + box[2] - 1);
        }
    }

    [Fact]
    public void Crops_Always_SayWhatIsInTheHand()
    {
        string folder = Run("crops", 2, masks: false);

        string[] lines = File.ReadAllLines(Path.Combine(folder, "crops.jsonl"));
        Assert.NotEmpty(lines);
        int held = 0;
        foreach (string line in lines)
        {
            using JsonDocument crop = JsonDocument.Parse(line);
            Assert.True(File.Exists(Path.Combine(folder, "crops", crop.RootElement.GetProperty("file").GetString()!)));
            Assert.Contains(crop.RootElement.GetProperty("hand").GetString(), (string[])["left", "right"]);
            if (crop.RootElement.GetProperty("gtin").ValueKind == JsonValueKind.Null) continue;
            held++;
            Assert.InRange(crop.RootElement.GetProperty("seen").GetDouble(), 0, 1);
        }
        Assert.True(held > 0);
    }
}
