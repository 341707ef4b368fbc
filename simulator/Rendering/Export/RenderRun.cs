using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Evaluation;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.Rendering.Export;

/// <summary>Renders a range of seeds, some at a time, and writes one COCO file over all of them, the same whatever the number at a time.</summary>
internal sealed class RenderRun(ExportOptions options, StoreFile? store, Func<ulong, Scenario> day)
{
    private static readonly JsonSerializerOptions Lines = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Called after each seed with how many are done; one call at a time.</summary>
    public Action<int>? Progress { get; init; }

    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public IReadOnlyList<DayRecord> Run(SeedRange seeds, int jobs, string description)
    {
        Directory.CreateDirectory(Path.Combine(options.Folder, "images"));
        if (options.CropSide > 0) Directory.CreateDirectory(Path.Combine(options.Folder, "crops"));
        var days = new DayRecord[seeds.Count];
        var gate = new Lock();
        int done = 0;
        Parallel.For(0, seeds.Count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, i =>
        {
            days[i] = One(seeds.First + (ulong)i);
            lock (gate) Progress?.Invoke(++done);
        });
        using (FileStream file = File.Create(Path.Combine(options.Folder, "annotations.json"))) CocoFile.Write(file, days, options, description);
        if (options.CropSide > 0)
        {
            using var lines = new StreamWriter(Path.Combine(options.Folder, "crops.jsonl"), false, new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (DayRecord record in days)
                foreach (CropRecord crop in record.Crops) lines.WriteLine(JsonSerializer.Serialize(crop, Lines));
            using var looks = new StreamWriter(Path.Combine(options.Folder, "looks.jsonl"), false, new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (LookRecord look in days.SelectMany(d => d.Looks).DistinctBy(l => l.Gtin).OrderBy(l => l.Gtin, StringComparer.Ordinal))
                looks.WriteLine(JsonSerializer.Serialize(look, Lines));
        }
        return days;
    }

    private DayRecord One(ulong seed)
    {
        StoreFile file = store ?? RandomStore.Create(seed, options.Products.First, options.Products.Count);
        IReadOnlyList<StoreFile.CameraEntry> own = [.. file.Cameras.Where(c => c.Calibration is not null)];
        IReadOnlyList<StoreFile.CameraEntry> cameras = own.Count > 0 && store is not null ? [.. own.Take(options.Cameras)]
            : options.IsRandom ? WildCameras.For(file.ToLayout(), options.Cameras, seed) : CameraPlan.For(file.ToLayout(), options.Cameras, seed);
        return new DayRenderer(options, file, cameras, day(seed), seed).Run();
    }
}
