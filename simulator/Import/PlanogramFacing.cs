using System.Text.Json;
using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.Import;

/// <summary>
/// One document of <c>planogram.json</c>: plates of one shelf, the space above them, and the product on them if any.
/// </summary>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf.</param>
/// <param name="Plates">Numbers of the plates, ascending.</param>
/// <param name="Gtin">The product's GTIN as given; null where the plates hold none.</param>
/// <param name="Corner">Front left lower corner of the space, millimetres.</param>
/// <param name="Size">Width along the gondola, depth and height, millimetres.</param>
/// <param name="Yaw">Turn of the gondola around the corner, radians, counterclockwise seen from above.</param>
internal sealed record PlanogramFacing(
    int Gondola, int Shelf, IReadOnlyList<int> Plates, string? Gtin, Point3 Corner, Point3 Size, double Yaw)
{
    private const double MmPerMetre = 1000;

    /// <summary>No store is larger, metres.</summary>
    private const double ReachMaxMetres = 1000;

    /// <summary>The way from one plate of this facing to the next.</summary>
    public Point3 Step
    {
        get
        {
            double width = Size.X / Plates.Count;
            return new Point3(width * Math.Cos(Yaw), width * Math.Sin(Yaw), 0);
        }
    }

    /// <summary>
    /// The upright box around the plate at a place of <see cref="Plates"/>: an equal share of the facing's width. The
    /// translation is the corner from which width, depth and height are measured: along a gondola each facing begins where
    /// the one before ends (x + width), which centres would not do for unequal widths.
    /// </summary>
    public Box3 PlateBox(int place)
    {
        Point3 corner = Corner + Step * place;
        double cos = Math.Cos(Yaw), sin = Math.Sin(Yaw), width = Size.X / Plates.Count;
        var far = new Point3(corner.X + width * cos - Size.Y * sin, corner.Y + width * sin + Size.Y * cos, corner.Z + Size.Z);
        var right = new Point3(corner.X + width * cos, corner.Y + width * sin, corner.Z);
        var back = new Point3(corner.X - Size.Y * sin, corner.Y + Size.Y * cos, corner.Z);
        return Box3.Union(Box3.Union(new Box3(corner, corner), Around(far)), Box3.Union(Around(right), Around(back)));
    }

    /// <summary>Reads one document; false, with the reason, when it is malformed.</summary>
    public static bool TryRead(JsonElement root, out PlanogramFacing facing, out string error)
    {
        facing = null!;
        JsonElement ids = MongoJson.At(root, "plate_ids");
        if (ids.ValueKind != JsonValueKind.Array || ids.GetArrayLength() == 0) return Refuse(out error, "plate_ids is missing or empty");
        var plates = new SortedSet<int>();
        (int Gondola, int Shelf)? on = null;
        foreach (JsonElement id in ids.EnumerateArray())
        {
            int? gondola = MongoJson.Whole(MongoJson.At(id, "shelf_id", "gondola_id", "id"));
            int? shelf = MongoJson.Whole(MongoJson.At(id, "shelf_id", "shelf_index"));
            int? plate = MongoJson.Whole(MongoJson.At(id, "plate_index"));
            if (gondola is not >= 0 || shelf is not >= 1 || plate is not >= 1)
                return Refuse(out error, "a plate id lacks a gondola from 0, a shelf_index from 1 or a plate_index from 1");
            if (on is { } before && before != (gondola, shelf)) return Refuse(out error, "a facing lies on more than one shelf");
            on = (gondola.Value, shelf.Value);
            plates.Add(plate.Value);
        }
        JsonElement space = MongoJson.At(root, "global_coordinates");
        if (space.ValueKind != JsonValueKind.Object) return Refuse(out error, "global_coordinates is missing");
        JsonElement turn = MongoJson.At(space, "transform", "rotation");
        if (Metres(turn, "x") != 0 || Metres(turn, "y") != 0) return Refuse(out error, "global_coordinates are tilted: only turns around z are known");
        JsonElement place = MongoJson.At(space, "transform", "translation");
        var corner = new Point3(Metres(place, "x"), Metres(place, "y"), Metres(place, "z"));
        var size = new Point3(Metres(space, "dim_x"), Metres(space, "dim_y"), Metres(space, "dim_z"));
        double yaw = Metres(turn, "z");
        if (!IsNear(corner) || !IsNear(size) || !double.IsFinite(yaw)) return Refuse(out error, "global_coordinates are no numbers or absurdly far away");
        if (!(size.X > 0 && size.Y > 0 && size.Z > 0)) return Refuse(out error, "dim_x, dim_y and dim_z of global_coordinates must be above 0");
        string? gtin = MongoJson.Text(MongoJson.At(root, "planogram_product_id", "id"));
        facing = new PlanogramFacing(
            on!.Value.Gondola, on.Value.Shelf, [.. plates], string.IsNullOrEmpty(gtin) ? null : gtin, corner * MmPerMetre, size * MmPerMetre, yaw);
        error = "";
        return true;
    }

    private static Box3 Around(Point3 p) => new(p, p);

    /// <summary>A number; 0 where it is left out, NaN when it is none.</summary>
    private static double Metres(JsonElement of, string name)
    {
        JsonElement value = MongoJson.At(of, name);
        return value.ValueKind == JsonValueKind.Undefined ? 0 : MongoJson.Number(value) ?? double.NaN;
    }

    private static bool IsNear(Point3 metres) =>
        Math.Max(Math.Abs(metres.X), Math.Max(Math.Abs(metres.Y), Math.Abs(metres.Z))) <= ReachMaxMetres;

    private static bool Refuse(out string error, string why)
    {
        error = why;
        return false;
    }
}
