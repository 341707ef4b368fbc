using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using O4O.Simulator.Import;

namespace O4O.Simulator.Tests.Import;

/// <summary>
/// A small store in the AutoCheckout form: gondola 1 with shelves 1 and 2, one person. Plates are 0.1 m wide, 0.4 m deep.
/// A test changes the lines that it is about.
/// </summary>
internal sealed class AutoCheckoutFolder : IDisposable
{
    /// <summary>Samples of a message, shelves and plates of its shape with index 0.</summary>
    public const int Samples = 12, ShelfEnd = 3, PlateEnd = 6;
    public const string Person = "3325379692103139202";

    /// <summary>The sensors' time of the first message.</summary>
    public static readonly DateTimeOffset Start = new(2020, 4, 22, 5, 6, 36, TimeSpan.Zero);
    public static long StartUs => (Start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public string Path { get; } = Directory.CreateTempSubdirectory("o4o-import-").FullName;
    public string Recording => System.IO.Path.Combine(Path, "out.mcap");

    public List<string> Planogram { get; } =
    [
        Facing(1, 1, [1, 2], "0123", 1.0, 2.0, 0.3),
        Facing(1, 2, [1], "0456", 1.0, 2.0, 0.7),
        Facing(1, 2, [3], "789", 1.2, 2.0, 0.7),
    ];

    public List<string> Products { get; } =
        [Product("0123", "Water", 500, 1), Product("0456", "Bar", 50.25, 2.5), Product("789", "Tea", 100, 3)];

    public List<string>? Plates { get; set; } = [Weights(0), Weights(200), Weights(400), Weights(600), Weights(800), Weights(1000)];
    public List<string>? Targets { get; set; } = [People(0), People(66), People(132), People(198), People(264), People(330)];

    /// <summary>What was said while importing.</summary>
    public string Log { get; private set; } = "";

    /// <summary>Writes the files as lines, imports, reads back.</summary>
    public ReadBack Import()
    {
        Write("planogram.json", Planogram);
        Write("products.json", Products);
        Write("plate_data.json", Plates);
        Write("full_targets.json", Targets);
        return ImportAsItIs();
    }

    /// <summary>Imports what lies in the folder.</summary>
    public ReadBack ImportAsItIs()
    {
        using var log = new StringWriter();
        try
        {
            AutoCheckoutImport.Run(Path, Recording, log);
        }
        finally
        {
            Log = log.ToString();
        }
        return ReadBack.Open(Recording);
    }

    public void Write(string name, IEnumerable<string>? lines)
    {
        string path = System.IO.Path.Combine(Path, name);
        if (lines is null) File.Delete(path);
        else File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static string Facing(int gondola, int shelf, int[] plates, string gtin, double x, double y, double z, double turn = 0, double width = 0.1) =>
        JsonSerializer.Serialize(new
        {
            _id = new Dictionary<string, string> { ["$oid"] = "5e9e24cb75bc71ad4930632b" },
            plate_ids = plates.Select(p => new { shelf_id = new { gondola_id = new { id = gondola }, shelf_index = shelf }, plate_index = p }),
            planogram_product_id = gtin.Length > 0 ? new Dictionary<string, string> { ["barcode_type"] = "UPC", ["id"] = gtin } : [],
            global_coordinates = new
            {
                transform = new
                {
                    translation = new { x, y, z },
                    rotation = turn == 0 ? new Dictionary<string, double>() : new Dictionary<string, double> { ["z"] = turn },
                },
                dim_x = width * plates.Length, dim_y = 0.4, dim_z = 0.25,
            },
        });

    public static string Product(string gtin, string name, double? weight, double? price) =>
        JsonSerializer.Serialize(new { product_id = new { barcode_type = "UPC", id = gtin }, metadata = new { name, price, weight } });

    /// <summary>A message of gondola 1, by default 1 kg and a little on plates 1 to 3 of both shelves, with noise.</summary>
    public static string Weights(int ms, int arrivesMs = 95, Func<int, int, int, float>? grams = null)
    {
        grams ??= (sample, shelf, plate) => plate <= 3 ? 1000 + 100 * shelf + 10 * plate + 0.001f * ((sample * 7 + ms) % 5) : float.NaN;
        var values = new float[Samples * ShelfEnd * PlateEnd];
        for (int s = 0; s < Samples; s++)
            for (int h = 0; h < ShelfEnd; h++)
                for (int p = 0; p < PlateEnd; p++) values[(s * ShelfEnd + h) * PlateEnd + p] = h == 0 || p == 0 ? float.NaN : grams(s, h, p);
        return JsonSerializer.Serialize(new
        {
            date_time = new Dictionary<string, string> { ["$date"] = Time(ms + arrivesMs) },
            document = new
            {
                header = new { t_origin = Time(ms), t_issue = Time(ms + 94) },
                plate_data = new
                {
                    plate_id = new { shelf_id = new { gondola_id = new { id = 1 } } }, freq_samp = 60.0,
                    values = new
                    {
                        data = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(values)), type = "DATATYPE_FLOAT32",
                        shape = new[] { Samples, ShelfEnd, PlateEnd },
                    },
                },
            },
        });
    }

    /// <summary>A frame of one person whose left wrist is hidden.</summary>
    public static string People(int ms, int arrivesMs = 2300, string id = Person)
    {
        object Joint(double x, double y, double z, double score) => new { point = new { x, y, z }, score };
        return JsonSerializer.Serialize(new
        {
            date_time = new Dictionary<string, string> { ["$date"] = Time(ms + arrivesMs) },
            document = new
            {
                header = new { t_origin = Time(ms), t_issue = Time(ms) },
                targets = new
                {
                    targets = new[]
                    {
                        new
                        {
                            target_id = new { id },
                            head = Joint(40, 60, 70, 0.5), neck = Joint(40, 60, 60, 1.2), l_shoulder = Joint(40, 60, 60, 0.001),
                            l_wrist = new { point = new { } }, r_wrist = Joint(100, -10, 1, 1),
                        },
                    },
                },
            },
        });
    }

    public static string Time(int ms) =>
        Start.AddMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "Z";
}
