using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>A store as something to look at: room, furniture, goods, light.</summary>
internal sealed class StoreSet
{
    private const float AboveCamerasMm = 120;

    public StoreSet(StoreLayout layout, FloorPlan plan, IEnumerable<CameraModel> cameras, ulong seed, bool isPlain)
    {
        Layout = layout;
        Looks = [.. layout.Products.Select(p => new Look(p))];
        Box3 b = layout.Bounds;
        float ceiling = (float)Math.Max(b.Max.Z, cameras.Select(c => c.Position.Z).DefaultIfEmpty(0).Max() + AboveCamerasMm);
        FacingPlaces[] places = [.. Enumerable.Range(0, layout.Facings.Count).Select(f => new FacingPlaces(layout, plan, f, Looks[layout.Facings[f].ProductIndex], seed))];
        var dice = new Dice(seed, "room");
        Stage = new Stage(
            Vec.Of(b.Min) with { Z = 0 }, Vec.Of(b.Max) with { Z = ceiling }, new FloorSurface(dice, isPlain), new WallSurface(dice, isPlain),
            Gondolas.Build(layout, plan, seed, isPlain), Shelving.Groups(layout, places));
        Lighting = Lighting.For(b, ceiling, seed, isPlain);
        Shelving = new Shelving(layout, Stage, Looks, places);
        Uniform = Tone.Any(new Dice(seed, "uniform"));
    }

    public StoreLayout Layout { get; }

    public Look[] Looks { get; }

    public Stage Stage { get; }

    public Lighting Lighting { get; }

    public Shelving Shelving { get; }

    /// <summary>What those who work here wear.</summary>
    public Vec Uniform { get; }
}
