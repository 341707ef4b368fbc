using System.Globalization;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Pictures;
using O4O.Simulator.Rendering.Tracing;
using O4O.Simulator.Rendering.Truths;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Rendering.Export;

/// <summary>Lives through one seed's day and writes what its cameras see.</summary>
internal sealed class DayRenderer(ExportOptions options, StoreFile store, IReadOnlyList<StoreFile.CameraEntry> cameras, Scenario scenario, ulong seed)
{
    private readonly List<ImageRecord> _images = [];
    private readonly List<CropRecord> _crops = [];
    private readonly Dice _keep = new(seed, "kept pictures");
    private int _frames;

    public DayRecord Run()
    {
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        StoreFile trusting = store with { Issuers = [.. store.Issuers, key.Issuer], Cameras = [] };
        var world = new World(trusting, scenario, seed, SimulateCommand.Start, key, GateMode.Alone, new NoSink());
        var renderer = new StoreRenderer(world, cameras, new RenderOptions
        {
            Width = options.Width, Height = options.Height, IsRandom = options.IsRandom, Seed = seed, Squeezes = options.IsPng || options.Draws,
        });
        var rgb = new byte[options.Width * options.Height * 3];
        long periodUs = (long)(1_000_000 / options.FramesPerSecond);
        foreach ((long atUs, Scene scene) in ObservedDay.Of(world, renderer, periodUs))
            for (int c = 0; c < cameras.Count; c++) One(renderer, c, scene, atUs / 1_000, rgb);
        if (options.Posed > 0 || options.Bare > 0) _crops.AddRange(new PosedHands(renderer, seed).Write(options, store.Products.Select(p => p.Gtin)));
        return new DayRecord(seed, store.Store, store.Products, cameras, _images, _crops, options.CropSide > 0 ? [.. Enumerable.Range(0, renderer.Goods.Length).Select(p => Describe(renderer.Layout.Products[p].Gtin, renderer.Goods[p]))] : [], _frames);
    }

    private void One(StoreRenderer renderer, int camera, Scene scene, long millis, byte[] rgb)
    {
        // Nobody in the store means nobody in the picture, and then the dice decide before any work.
        bool keep = _keep.Chance(options.Empty);
        if (scene.Count == 0 && !keep) return;
        if (options.Idle < 1 && !_keep.Chance(options.Idle) && !Reaches(renderer.Camera(camera), scene)) return;
        FrameTruth truth = renderer.Render(camera, scene, rgb);
        _frames++;
        if (truth.People.Count == 0 && !keep) return;
        IReadOnlyList<int[]> masks = options.Masks ? Masks(renderer.Inside(camera), truth, scene) : [];
        if (options.Draws) TruthDrawing.Draw(rgb, options.Width, options.Height, truth);
        string name = string.Create(CultureInfo.InvariantCulture, $"s{seed}-c{camera + 1}-{millis:0000000}");
        string file = name + (options.IsPng ? ".png" : ".jpg");
        PictureFile.Save(Path.Combine(options.Folder, "images", file), options.IsPng, rgb, options.Width, options.Height, renderer.Quality(camera));
        _images.Add(new ImageRecord(file, seed, camera + 1, millis, truth, masks));
        if (options.CropSide > 0) Crops(renderer, camera, scene, truth, name, file);
    }

    /// <summary>Whether somebody stretches out a hand within the picture, hidden or not.</summary>
    private static bool Reaches(CameraModel camera, Scene scene)
    {
        foreach ((_, Stance now) in scene.People)
            if ((now.Left.IsOut && IsInside(camera, now.Joint(JointKind.LeftWrist))) || (now.Right.IsOut && IsInside(camera, now.Joint(JointKind.RightWrist)))) return true;
        return false;
    }

    private static bool IsInside(CameraModel camera, Vec place) => camera.TryProject(place.ToPoint(), out Pixel at) && camera.Shows(at);

    private void Crops(StoreRenderer renderer, int camera, Scene scene, FrameTruth truth, string name, string image)
    {
        var rgb = new byte[options.CropSide * options.CropSide * 3];
        double scale = (double)renderer.Camera(camera).Intrinsics.Width / options.Width;
        foreach (PersonTruth person in truth.People)
        {
            foreach (HandTruth hand in (ReadOnlySpan<HandTruth>)[person.Left, person.Right])
            {
                if (hand.Crop.IsEmpty || (hand.Wrist.Sight != 2 && hand.GoodsPixels == 0) || (hand.Gtin is null && !_keep.Chance(0.15))) continue;
                var middle = new Pixel((hand.Crop.Left + hand.Crop.Width / 2) * scale - 0.5, (hand.Crop.Top + hand.Crop.Height / 2) * scale - 0.5);
                FrameTruth close = renderer.RenderWindow(camera, scene, middle, hand.Crop.Width * scale, options.CropSide, rgb);
                bool isLeft = ReferenceEquals(hand, person.Left);
                PersonTruth? again = close.People.FirstOrDefault(p => p.Person == person.Person);
                HandTruth? seen = isLeft ? again?.Left : again?.Right;
                string file = $"{name}-p{person.Person}-{(isLeft ? "left" : "right")}{(options.IsPng ? ".png" : ".jpg")}";
                PictureFile.Save(Path.Combine(options.Folder, "crops", file), options.IsPng, rgb, options.CropSide, options.CropSide, Math.Max(80, renderer.Quality(camera)));
                _crops.Add(new CropRecord(
                    file, image, person.Person, isLeft ? "left" : "right", hand.Gtin, (seen?.GoodsPixels ?? 0) / (double)(options.CropSide * options.CropSide),
                    seen is null ? 0 : Math.Max(seen.Goods.Width, seen.Goods.Height), hand.Wrist.Sight == 2));
            }
        }
    }

    private static LookRecord Describe(string gtin, Look look)
    {
        // The front is the left half of the label; a dot of 8 × 8 is as wide as sixteen of the label's, or of the lid's.
        return new(gtin, look.Shape.ToString(), [.. Rounded(look.Size)], [.. Dots(look.Wrap, 8, 0.5f)], [.. Dots(look.Top, 4, 1)], [.. Rounded(look.CapColour)], [.. Rounded(look.BodyColour)]);
    }

    private static IEnumerable<double> Dots(Picture picture, int side, float width) =>
        from j in Enumerable.Range(0, side)
        from i in Enumerable.Range(0, side)
        from number in Rounded(picture.At((i + 0.5f) / side * width, (j + 0.5f) / side, 16))
        select number;

    private static double[] Rounded(Vec v) => [Math.Round(v.X, 3), Math.Round(v.Y, 3), Math.Round(v.Z, 3)];

    /// <summary>COCO's run lengths go down the columns, beginning with what is not the body.</summary>
    private static List<int[]> Masks(CameraRenderer renderer, FrameTruth truth, Scene scene)
    {
        var masks = new List<int[]>();
        for (int i = 0, next = 0; i < scene.People.Count && next < truth.People.Count; i++)
        {
            if (scene.People[i].Now.Person != truth.People[next].Person) continue;
            next++;
            Drawn drawn = renderer.Layer.Figures[i];
            var runs = new List<int>();
            bool inside = false;
            int run = 0;
            View view = renderer.View;
            for (int x = 0; x < view.Width; x++)
            {
                for (int y = 0; y < view.Height; y++)
                {
                    int part = renderer.Layer.Seen[y * view.Stride + x];
                    bool now = part >= drawn.First && part < drawn.Last && renderer.Layer.Parts[part].Kind is PartKind.Body or PartKind.LeftHand or PartKind.RightHand;
                    if (now != inside)
                    {
                        runs.Add(run);
                        (run, inside) = (0, now);
                    }
                    run++;
                }
            }
            runs.Add(run);
            masks.Add([.. runs]);
        }
        return masks;
    }
}
