using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.People;
using O4O.Simulator.Rendering.Goods;
using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>How a facing's units stand: in columns from the front, small ones on top of each other; flat bars lie.</summary>
internal sealed class FacingPlaces
{
    private const float AsideMm = 5, BehindMm = 6, EdgeMm = 12;
    private const int LevelsMax = 3;

    private readonly Look _look;
    private readonly Vec _right, _into;
    private readonly bool _lies;
    private readonly ulong _seed;

    public FacingPlaces(StoreLayout layout, FloorPlan plan, int facing, Look look, ulong seed)
    {
        (_look, _seed) = (look, seed);
        Facing of = layout.Facings[facing];
        Vec min = Vec.Of(layout.Plates[of.Plates[0]].Space.Min), max = Vec.Of(layout.Plates[of.Plates[0]].Space.Max);
        for (int i = 1; i < of.Plates.Count; i++)
        {
            min = Vec.Min(min, Vec.Of(layout.Plates[of.Plates[i]].Space.Min));
            max = Vec.Max(max, Vec.Of(layout.Plates[of.Plates[i]].Space.Max));
        }
        (Min, Max) = (min, max);
        Spot front = plan.Front(of.ShelfIndex);
        _into = new((float)-front.X, (float)-front.Y, 0);
        _right = Vec.Cross(_into, Vec.Up);
        _lies = look.Shape == GoodsShape.Bar;
        Foot = _lies ? new(look.Size.X, look.Size.Z, look.Size.Y) : look.Size;
        Slots = Plan();
    }

    public Vec Min { get; }

    public Vec Max { get; }

    /// <summary>What a standing unit needs: across, into the shelf, up.</summary>
    public Vec Foot { get; }

    /// <summary>From the front: row after row, in each from left to right, in each from below.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    private List<Slot> Plan()
    {
        Vec size = Max - Min;
        float wide = MathF.Abs(Vec.Dot(_right, size)), deep = MathF.Abs(Vec.Dot(_into, size));
        int columns = Math.Max(1, (int)((wide - AsideMm) / (Foot.X + AsideMm))), rows = Math.Max(1, (int)((deep - EdgeMm) / (Foot.Y + BehindMm)));
        bool stacks = _look.Shape is GoodsShape.Box or GoodsShape.Tin or GoodsShape.Cup or GoodsShape.Bar or GoodsShape.Can;
        int levels = stacks ? Math.Clamp((int)(0.85f * size.Z / Foot.Z), 1, LevelsMax) : 1;
        Vec middle = (Min + Max) * 0.5f, front = new Vec(middle.X, middle.Y, Min.Z) - _into * (deep / 2);
        var slots = new List<Slot>(columns * rows * levels);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                for (int level = 0; level < levels; level++)
                {
                    float aside = wide * ((column + 0.5f) / columns - 0.5f), behind = EdgeMm + Foot.Y / 2 + row * (Foot.Y + BehindMm);
                    slots.Add(new(front + _right * aside + _into * behind + Vec.Up * (level * Foot.Z), row));
                }
        return slots;
    }

    /// <summary>Puts a unit at a place of its own, turned and moved a little.</summary>
    /// <param name="foot">Middle of its foot.</param>
    /// <param name="which">Whose turn and move.</param>
    /// <param name="into">Where to add its solids.</param>
    public void Stand(Vec foot, int which, List<Solid> into)
    {
        var dice = new Dice(_seed, "stands", which);
        bool round = _look.Shape is GoodsShape.Can or GoodsShape.Tin or GoodsShape.Bottle or GoodsShape.Jar or GoodsShape.Cup;
        double turns = dice.Gauss(0, round ? 0.03 : 0.006, 2.5);
        float c = (float)Wave.CosTurns(turns), s = (float)Wave.SinTurns(turns);
        Vec right = _right * c + _into * s;
        Vec middle = foot + Vec.Up * (Foot.Z / 2) + _right * (float)dice.Gauss(0, 1.5, 2) + _into * (float)dice.Between(0.0, 5.0);
        _look.Add(middle, right, _lies ? Vec.Cross(Vec.Up, right) : Vec.Up, into);
    }
}
