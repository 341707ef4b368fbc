using System.CommandLine;
using System.Globalization;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Wire;
using O4O.Simulator.Cameras;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.ModelTrials;

/// <summary><c>models enrol</c>: makes products known to the network that tells what is in a hand. Pictures in, a gallery out; nothing is trained.</summary>
internal static class EnrolCommand
{
    /// <summary>Of fewer pictures a product is known from too few sides.</summary>
    private const int PicturesWanted = 5;

    private const int GoodsMax = HandGallery.PicturesMax;

    private sealed record Options(
        Option<string> Gallery, Option<string> Model, Option<string?> Gtin, Option<string?> Pictures, Option<double> AcrossMm, Option<bool> Forget,
        Option<string?> Store, Option<int> Goods, Option<int> Cameras, Option<int> Width, Option<ulong> Seed);

    public static Command Create()
    {
        var o = new Options(
            new("--gallery") { Description = "the file that keeps what is known; made when it is not there, else added to", Required = true },
            new("--model") { Description = "the network: a gallery is of use to that very one alone", DefaultValueFactory = _ => ModelNames.Hands },
            new("--gtin") { Description = "the product's GTIN; enrolled again, its new pictures replace the old ones" },
            new("--pictures") { Description = $"with --gtin: a folder of pictures (JPEG, PNG, BMP) of it in hands, the hand in the middle; {PicturesWanted} or more, from all sides, by the store's own cameras where that can be" },
            new("--across-mm") { Description = "with --pictures: what a picture's shorter side is wide where the hand is, 100 to 3000", DefaultValueFactory = _ => 320 },
            new("--forget") { Description = "with --gtin: takes the product out" },
            new("--from-store") { Description = "in place of pictures: a store file (JSON), or \"demo\"; all of its products are drawn in hands before its cameras" },
            new("--goods") { Description = $"with --from-store: pictures of each product, 1 to {GoodsMax}", DefaultValueFactory = _ => PicturesWanted },
            new("--cameras") { Description = $"with --from-store: how many where the file has none that are calibrated, 1 to {CameraPlan.CamerasMax}", DefaultValueFactory = _ => 4 },
            new("--width") { Description = "with --from-store: pixels across the cameras' pictures, 160 to 3840", DefaultValueFactory = _ => 1_280 },
            new("--seed") { Description = "with --from-store: draws hands and who they belong to", DefaultValueFactory = _ => 1UL });
        var command = new Command("enrol", """
            Makes products known to the network that tells what is in a hand: a few pictures each, and no training.

              ./o4o models enrol --gallery store.o4og --gtin 8801234567893 --pictures photos/
              ./o4o models enrol --gallery demo.o4og --from-store demo --goods 10
              ./o4o models enrol --gallery store.o4og --gtin 8801234567893 --forget

            A gallery holds no pictures, only what the network makes of them, and belongs to that network.
            """)
        {
            o.Gallery, o.Model, o.Gtin, o.Pictures, o.AcrossMm, o.Forget, o.Store, o.Goods, o.Cameras, o.Width, o.Seed,
        };
        command.SetAction(parsed => Guarded(parsed, o));
        return command;
    }

    private static int Guarded(ParseResult parsed, Options o)
    {
        try
        {
            return Run(parsed, o);
        }
        catch (Exception e) when (e is ModelException or CameraException or IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException(e.Message, e);
        }
    }

    private static int Run(ParseResult parsed, Options o)
    {
        string path = parsed.GetValue(o.Gallery)!;
        ResultFile.MustHaveAPlace(path, "--gallery");
        string? gtin = parsed.GetValue(o.Gtin), pictures = parsed.GetValue(o.Pictures), from = parsed.GetValue(o.Store);
        bool forget = parsed.GetValue(o.Forget);
        if (from is null == gtin is null) throw new UserMistakeException("name what to enrol: --gtin G --pictures FOLDER for one product, or --from-store STORE for all of a simulated store");
        if (gtin is not null && pictures is null == !forget) throw new UserMistakeException("--gtin needs --pictures FOLDER, or --forget: one of the two");
        using var embedder = new HandEmbedder(ModelLibrary.Default.Open(parsed.GetValue(o.Model)!));
        HandGallery gallery = File.Exists(path) ? HandGalleryFile.Load(path, embedder.Model) : HandGallery.Empty(embedder.Model);
        gallery = from is not null ? FromStore(parsed, o, embedder, gallery, from)
            : forget ? gallery.Without(Number(gtin!)) : gallery.With(Number(gtin!), FromFolder(embedder, pictures!, parsed.GetValue(o.AcrossMm)));
        HandGalleryFile.Save(gallery, path);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {gallery.Gtins.Length} products by {gallery.Pictures} pictures, for {embedder.Model.Manifest.Name}"));
        return 0;
    }

    private static long Number(string gtin) =>
        gtin.Length is >= 8 and <= 14 && long.TryParse(gtin, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number : throw new UserMistakeException($"--gtin must be 8 to 14 digits, but is \"{gtin}\"");

    private static float[] FromFolder(HandEmbedder embedder, string folder, double acrossMm)
    {
        if (acrossMm is not (>= 100 and <= 3_000)) throw new UserMistakeException($"--across-mm must be between 100 and 3000, but is {acrossMm}");
        if (!Directory.Exists(folder)) throw new UserMistakeException($"--pictures {folder}: there is no such folder");
        var directions = new List<float>();
        using var reader = new FrameReader(CameraSource.Parse(folder), new CameraOptions());
        int count = 0;
        for (Frame? frame = reader.Read(null); frame is not null; frame = reader.Read(frame), count++)
        {
            if (count == GoodsMax) throw new UserMistakeException($"--pictures {folder}: holds more than {GoodsMax} pictures; a few from each side are enough");
            var place = new HandPlace(frame.Width / 2f, frame.Height / 2f, (float)(Math.Min(frame.Width, frame.Height) / acrossMm));
            ReadOnlySpan<float> direction = embedder.Embed(new Picture(frame.Width, frame.Height, frame.Pixels), place, out float empty);
            double nothing = embedder.Hands.EmptySlope * empty + embedder.Hands.EmptyShift;
            if (nothing > 0) Console.Error.WriteLine($"{frame.File}: the hand looks empty; is the product in the middle, and --across-mm right?");
            directions.AddRange(direction);
        }
        if (count < PicturesWanted) Console.Error.WriteLine($"{folder}: {count} pictures are few: a product looks different from each side, {PicturesWanted} or more are better");
        return [.. directions];
    }

    private static HandGallery FromStore(ParseResult parsed, Options o, HandEmbedder embedder, HandGallery gallery, string from)
    {
        int goods = parsed.GetValue(o.Goods), count = parsed.GetValue(o.Cameras), width = parsed.GetValue(o.Width);
        if (goods is < 1 or > GoodsMax) throw new UserMistakeException($"--goods must be between 1 and {GoodsMax}, but is {goods}");
        if (count is < 1 or > CameraPlan.CamerasMax) throw new UserMistakeException($"--cameras must be between 1 and {CameraPlan.CamerasMax}, but is {count}");
        if (width is < 160 or > 3_840) throw new UserMistakeException($"--width must be between 160 and 3840, but is {width}");
        StoreFile file = SimulateCommand.LoadStore(from == "demo" ? null : from);
        ulong seed = parsed.GetValue(o.Seed);
        IReadOnlyList<StoreFile.CameraEntry> own = [.. file.Cameras.Where(c => c.Calibration is not null)];
        var store = new HandsStore(embedder, file, own.Count > 0 ? own : CameraPlan.For(file.ToLayout(), count, seed), width, BuiltInScenarios.Mixed, seed, isRandom: false);
        var progress = new ProgressLine(file.Products.Count, "products");
        int done = 0;
        foreach (StoreFile.ProductEntry product in file.Products)
        {
            var directions = new List<float>();
            for (int n = 0; n < goods; n++)
                if (store.Pose(product.Gtin, n) is { } hand) directions.AddRange(hand.Direction);
            if (directions.Count > 0) gallery = gallery.With(Number(product.Gtin), [.. directions]);
            else Console.Error.WriteLine($"{product.Gtin} {product.Name}: no camera saw it in a hand; left out");
            progress.Show(++done);
        }
        return gallery;
    }
}
