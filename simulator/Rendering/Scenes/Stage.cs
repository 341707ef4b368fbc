using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Scenes;

/// <summary>
/// Everything that stands still: the room, furniture, and groups of goods, each within a box that never changes, so that a group's goods can
/// be exchanged without touching the rest. Read by many threads; exchanging is one thread's own business.
/// </summary>
internal sealed class Stage
{
    private readonly Solid[] _fixed;
    private readonly Group[] _groups;
    private readonly Tree _tree;
    private readonly Vec _roomMin, _roomMax;
    private readonly Surface _floor, _wall;

    private sealed class Group
    {
        public Solid[] Solids = [];
        public Tree Tree = new([], []);
    }

    /// <param name="roomMin">The room's corner.</param>
    /// <param name="roomMax">The opposite one.</param>
    /// <param name="floor">Below.</param>
    /// <param name="wall">The other sides.</param>
    /// <param name="furniture">What never changes.</param>
    /// <param name="groups">A box for each group, within which its goods will be.</param>
    public Stage(Vec roomMin, Vec roomMax, Surface floor, Surface wall, IReadOnlyList<Solid> furniture, IReadOnlyList<(Vec Min, Vec Max)> groups)
    {
        (_roomMin, _roomMax, _floor, _wall) = (roomMin, roomMax, floor, wall);
        _fixed = [.. furniture];
        _groups = new Group[groups.Count];
        for (int g = 0; g < _groups.Length; g++) _groups[g] = new Group();
        Vec[] min = [.. _fixed.Select(s => s.Min), .. groups.Select(g => g.Min)], max = [.. _fixed.Select(s => s.Max), .. groups.Select(g => g.Max)];
        _tree = new Tree(min, max);
    }

    public Vec RoomMin => _roomMin;

    public Vec RoomMax => _roomMax;

    /// <summary>Other goods for a group.</summary>
    public void Exchange(int group, IReadOnlyList<Solid> goods)
    {
        Solid[] solids = [.. goods];
        var min = new Vec[solids.Length];
        var max = new Vec[solids.Length];
        for (int i = 0; i < solids.Length; i++) (min[i], max[i]) = (solids[i].Min, solids[i].Max);
        (_groups[group].Solids, _groups[group].Tree) = (solids, new Tree(min, max));
    }

    /// <summary>The first thing on a ray's way; every ray meets the room at last.</summary>
    public Met Trace(Vec origin, Vec direction)
    {
        float far = float.MaxValue;
        int face = RoomFace(origin, direction, ref far);
        var items = new Items(this);
        int met = _tree.Nearest(ref items, origin, direction, ref far);
        if (met < 0) return new Met(face < 0 ? Met.Nothing : Met.Room, face, far);
        return met < _fixed.Length ? new Met(Met.Fixed, met, far) : new Met(met - _fixed.Length, items.Inner, far);
    }

    /// <summary>Whether anything but the room stands in the way within this distance; then that is how far.</summary>
    public bool Blocks(Vec origin, Vec direction, ref float far)
    {
        var items = new Items(this);
        return _tree.Nearest(ref items, origin, direction, ref far, any: true) >= 0;
    }

    /// <summary>What is seen there: colour, gloss and the direction out of it.</summary>
    public Vec Colour(in Met met, Vec place, float size, out Vec normal, out float gloss)
    {
        if (met.Group == Met.Room)
        {
            normal = Inward(met.Item);
            Surface surface = met.Item == 4 ? _floor : _wall;
            gloss = surface.Gloss;
            return surface.Colour(place, met.Item, size);
        }
        ref readonly Solid solid = ref met.Group == Met.Fixed ? ref _fixed[met.Item] : ref _groups[met.Group].Solids[met.Item];
        Vec local = solid.ToLocal(place);
        int face = solid.FaceAt(local, out normal);
        gloss = solid.Surface.Gloss;
        return solid.Surface.Colour(local, face, size);
    }

    /// <summary>The direction out of what is met.</summary>
    public Vec NormalAt(in Met met, Vec place)
    {
        if (met.Group == Met.Room) return Inward(met.Item);
        ref readonly Solid solid = ref met.Group == Met.Fixed ? ref _fixed[met.Item] : ref _groups[met.Group].Solids[met.Item];
        solid.FaceAt(solid.ToLocal(place), out Vec normal);
        return normal;
    }

    private static Vec Inward(int face) => face switch { 0 => new(1, 0, 0), 1 => new(-1, 0, 0), 2 => new(0, 1, 0), 3 => new(0, -1, 0), 4 => Vec.Up, _ => -Vec.Up };

    private int RoomFace(Vec origin, Vec direction, ref float far)
    {
        int face = -1;
        Side(origin.X, direction.X, _roomMin.X, _roomMax.X, 0, ref far, ref face);
        Side(origin.Y, direction.Y, _roomMin.Y, _roomMax.Y, 2, ref far, ref face);
        Side(origin.Z, direction.Z, _roomMin.Z, _roomMax.Z, 4, ref far, ref face);
        return face;
    }

    private static void Side(float at, float way, float low, float high, int first, ref float far, ref int face)
    {
        if (MathF.Abs(way) < 1e-9f) return;
        float t = ((way < 0 ? low : high) - at) / way;
        if (t < far) (far, face) = (t, way < 0 ? first : first + 1);
    }

    private struct Items(Stage stage) : ITreeItems
    {
        public int Inner;

        public bool Meets(int item, Vec origin, Vec direction, ref float far)
        {
            if (item < stage._fixed.Length) return stage._fixed[item].Meets(origin, direction, ref far);
            Group group = stage._groups[item - stage._fixed.Length];
            var goods = new Goods(group.Solids);
            int inner = group.Tree.Nearest(ref goods, origin, direction, ref far);
            if (inner >= 0) Inner = inner;
            return inner >= 0;
        }
    }

    private readonly struct Goods(Solid[] solids) : ITreeItems
    {
        public bool Meets(int item, Vec origin, Vec direction, ref float far) => solids[item].Meets(origin, direction, ref far);
    }
}
