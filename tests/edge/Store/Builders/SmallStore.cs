using O4O.Edge.Store;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Store.FloorTracking;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>One gondola of two shelves of eight plates, seven products, one gate, one pair of eyes, one camera on hands.</summary>
internal static class SmallStore
{
    public const string Id = "corner";
    public const string LowShelf = "shelf-1-1", HighShelf = "shelf-1-2", GateDevice = "gate-1", EyesDevice = "eyes-1", HandsDevice = "hands";

    /// <summary>Low shelf: cola on plates 1 and 2, gum on 3, beans on 5, soup (as heavy as beans, almost) on 8.</summary>
    public const string Cola = "8800000000011", Gum = "8800000000028", Beans = "8800000000035", Soup = "8800000000042";

    /// <summary>High shelf: juice on plates 1 and 2, chips on 4 and 5, a bar on 7.</summary>
    public const string Juice = "8800000000059", Chips = "8800000000066", Bar = "8800000000073";
    public const int PlatesAShelf = 8;

    /// <summary>One plate is so wide.</summary>
    public const double PlateMm = 200;
    private const double LeftMm = 2_000, FrontMm = 3_000, DepthMm = 400;

    public static readonly Point3 AtScanner = new(600, 600, 0), InExit = new(5_400, 600, 0), Middle = new(3_000, 1_600, 0);

    public static readonly StoreLayout Layout = Build(camera: false);

    private static readonly StoreLayout LayoutWithCamera = Build(camera: true);

    /// <summary>The layout is immutable, so every test shares it; a machine is a test's own.</summary>
    public static StoreMachine Machine(StoreOptions? options = null) => new(Layout, options ?? new StoreOptions(), [CodeMint.Ours.Issuer]);

    /// <summary>The same store with a camera as well: people are followed by detections, or by the eyes that tell of them here.</summary>
    public static StoreMachine MachineWithCamera(StoreOptions? options = null) => new(LayoutWithCamera, options ?? new StoreOptions(), [CodeMint.Ours.Issuer]);

    public static Source Source(string device) => Layout.Sources.Single(s => s.Device == device);

    public static Shelf Shelf(string device) => Layout.Shelves.Single(s => s.Device == device);

    public static Product Product(string gtin) => Layout.Products[Layout.ProductIndex(gtin)];

    /// <summary>The plate of this number on a shelf.</summary>
    public static Plate Plate(string device, int number) =>
        Layout.Plates.Single(p => p.ShelfIndex == Shelf(device).Index && p.Number == number);

    /// <summary>Where one stands to reach a plate.</summary>
    public static Point3 Before(string device, int number)
    {
        Point3 centre = Plate(device, number).Space.Centre;
        return new Point3(centre.X, FrontMm - 400, 0);
    }

    private static StoreLayout Build(bool camera)
    {
        var builder = new StoreLayoutBuilder(Id, "KRW", EntryPolicy.Gate, new Box3(new(0, 0, 0), new(6_000, 6_000, 3_000)));
        void Add(string gtin, string name, double grams, long minor) =>
            builder.Product(new Product(gtin, name, Mass.FromGrams(grams), new Money(minor)));
        Add(Cola, "Cola", 330, 1_500);
        Add(Gum, "Gum", 24, 700);
        Add(Beans, "Beans", 420, 2_100);
        Add(Soup, "Soup", 424, 2_600);
        Add(Juice, "Juice", 1_050, 3_200);
        Add(Chips, "Chips", 150, 1_900);
        Add(Bar, "Bar", 52, 900);
        builder.Shelf(1, 1, ClockKind.Free, Plates(400)).Shelf(1, 2, ClockKind.Free, Plates(900));
        builder.Facing(Cola, 1, 1, [1, 2]).Facing(Gum, 1, 1, [3]).Facing(Beans, 1, 1, [5]).Facing(Soup, 1, 1, [8]);
        builder.Facing(Juice, 1, 2, [1, 2]).Facing(Chips, 1, 2, [4, 5]).Facing(Bar, 1, 2, [7]);
        builder.Gate(new Gate(GateDevice, AtScanner, new Box3(new(0, 0, 0), new(1_200, 1_200, 2_500)), new Box3(new(4_800, 0, 0), new(6_000, 1_200, 2_500))));
        builder.Eyes(EyesDevice, ClockKind.Synchronised).Hands(HandsDevice, ClockKind.Synchronised);
        if (camera) builder.Camera("camera-1", ClockKind.Synchronised, SceneCameras.Camera(new Point3(100, 100, 2_800), Middle));
        return builder.Build();
    }

    private static (int, Box3)[] Plates(double zMm)
    {
        var plates = new (int, Box3)[PlatesAShelf];
        for (int i = 0; i < plates.Length; i++)
        {
            double x = LeftMm + i * PlateMm;
            plates[i] = (i + 1, new Box3(new(x, FrontMm, zMm), new(x + PlateMm, FrontMm + DepthMm, zMm + 300)));
        }
        return plates;
    }
}
