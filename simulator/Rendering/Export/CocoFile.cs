using System.Text.Encodings.Web;
using System.Text.Json;
using O4O.Edge.Wire;
using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Rendering.Export;

/// <summary>
/// Writes pictures and truth as COCO's keypoint annotations (cocodataset.org, "Data format"): category 1 is a person with three keypoints,
/// category 2 a product in a hand. What COCO does not have is beside it, under names that COCO does not use; the README has the table.
/// </summary>
internal static class CocoFile
{
    /// <summary>Whoever is seen less, of a body or in pixels, is a crowd to COCO: no detector is blamed for not finding them.</summary>
    public const double SeenMin = 0.1;

    /// <summary>The same in pixels.</summary>
    public const int PixelsMin = 30;

    private static readonly string[] Keypoints = ["head", "left_wrist", "right_wrist"];

    public static void Write(Stream stream, IReadOnlyList<DayRecord> days, ExportOptions options, string description)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartObject("info");
        json.WriteString("description", description);
        json.WriteString("version", "1.0");
        json.WriteString("contributor", "O4O Edge");
        json.WriteString("units", "pixels from the picture's top left corner; millimetres in the store's frame");
        json.WriteEndObject();
        Licences(json);
        Categories(json);
        Cameras(json, days);
        Products(json, days);
        json.WriteStartArray("images");
        int image = 0;
        foreach (DayRecord day in days)
            foreach (ImageRecord record in day.Images) Image(json, ++image, record, options);
        json.WriteEndArray();
        json.WriteStartArray("annotations");
        (image, int next) = (0, 0);
        foreach (DayRecord day in days)
        {
            foreach (ImageRecord record in day.Images)
            {
                image++;
                for (int p = 0; p < record.Truth.People.Count; p++)
                {
                    PersonTruth person = record.Truth.People[p];
                    if (person.SeenPixels == 0) continue;
                    Person(json, ++next, image, person, record.Masks.Count > p ? record.Masks[p] : null, options);
                    foreach (HandTruth hand in (ReadOnlySpan<HandTruth>)[person.Left, person.Right])
                        if (hand.GoodsPixels > 0) Goods(json, ++next, image, person, hand);
                }
                if (json.BytesPending > 1 << 16) json.Flush();
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Licences(Utf8JsonWriter json)
    {
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteNumber("id", 1);
        json.WriteString("name", "rendered: no photograph, no other's work in it");
        json.WriteString("url", "");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Categories(Utf8JsonWriter json)
    {
        json.WriteStartArray("categories");
        json.WriteStartObject();
        json.WriteNumber("id", 1);
        json.WriteString("name", "person");
        json.WriteString("supercategory", "person");
        json.WriteStartArray("keypoints");
        foreach (string name in Keypoints) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("skeleton");
        foreach (int wrist in (ReadOnlySpan<int>)[2, 3])
        {
            json.WriteStartArray();
            json.WriteNumberValue(1);
            json.WriteNumberValue(wrist);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteNumber("id", 2);
        json.WriteString("name", "product");
        json.WriteString("supercategory", "product");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Cameras(Utf8JsonWriter json, IReadOnlyList<DayRecord> days)
    {
        json.WriteStartArray("cameras");
        foreach (DayRecord day in days)
        {
            for (int c = 0; c < day.Cameras.Count; c++)
            {
                json.WriteStartObject();
                json.WriteNumber("seed", day.Seed);
                json.WriteNumber("camera", c + 1);
                json.WriteString("store", day.Store);
                json.WritePropertyName("calibration");
                json.WriteRawValue(day.Cameras[c].Calibration!.ToJson());
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }

    private static void Products(Utf8JsonWriter json, IReadOnlyList<DayRecord> days)
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DayRecord day in days)
            foreach (StoreFile.ProductEntry product in day.Products) known[product.Gtin] = product.Name;
        json.WriteStartArray("products");
        foreach ((string gtin, string name) in known)
        {
            json.WriteStartObject();
            json.WriteString("gtin", gtin);
            json.WriteString("name", name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Image(Utf8JsonWriter json, int id, ImageRecord record, ExportOptions options)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("file_name", record.File);
        json.WriteNumber("width", options.Width);
        json.WriteNumber("height", options.Height);
        json.WriteNumber("license", 1);
        json.WriteNumber("seed", record.Seed);
        json.WriteNumber("camera", record.Camera);
        json.WriteNumber("time_ms", record.Millis);
        json.WriteEndObject();
    }

    private static void Person(Utf8JsonWriter json, int id, int image, PersonTruth person, int[]? mask, ExportOptions options)
    {
        PointTruth[] points = [person.Head, person.Left.Wrist, person.Right.Wrist];
        json.WriteStartObject();
        Head(json, id, image, 1, person.Seen, person.SeenPixels, person.Visibility < SeenMin || person.SeenPixels < PixelsMin);
        if (mask is null) Empty(json, "segmentation");
        else
        {
            json.WriteStartObject("segmentation");
            json.WriteStartArray("size");
            json.WriteNumberValue(options.Height);
            json.WriteNumberValue(options.Width);
            json.WriteEndArray();
            json.WriteStartArray("counts");
            foreach (int run in mask) json.WriteNumberValue(run);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteStartArray("keypoints");
        foreach (PointTruth point in points)
        {
            Number(json, point.Sight == 0 ? 0 : point.X);
            Number(json, point.Sight == 0 ? 0 : point.Y);
            json.WriteNumberValue(point.Sight);
        }
        json.WriteEndArray();
        json.WriteNumber("num_keypoints", points.Count(p => p.Sight > 0));
        Box(json, "bbox_full", person.Full);
        json.WritePropertyName("visibility");
        Number(json, person.Visibility);
        json.WritePropertyName("in_picture");
        Number(json, person.InPicture);
        json.WriteNumber("person", person.Person);
        json.WriteString("shopper", person.Shopper);
        json.WriteBoolean("staff", person.IsStaff);
        json.WriteStartArray("keypoints_mm");
        foreach (PointTruth point in points)
        {
            json.WriteNumberValue(Math.Round(point.Place.X));
            json.WriteNumberValue(Math.Round(point.Place.Y));
            json.WriteNumberValue(Math.Round(point.Place.Z));
        }
        json.WriteEndArray();
        json.WriteStartObject("hands");
        Hand(json, "left", person.Left);
        Hand(json, "right", person.Right);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Hand(Utf8JsonWriter json, string name, HandTruth hand)
    {
        json.WriteStartObject(name);
        json.WriteString("gtin", hand.Gtin);
        json.WriteNumber("product_pixels", hand.GoodsPixels);
        json.WriteBoolean("out", hand.IsOut);
        Box(json, "crop", hand.Crop);
        json.WriteEndObject();
    }

    private static void Goods(Utf8JsonWriter json, int id, int image, PersonTruth person, HandTruth hand)
    {
        json.WriteStartObject();
        Head(json, id, image, 2, hand.Goods, hand.GoodsPixels, false);
        Empty(json, "segmentation");
        json.WriteString("gtin", hand.Gtin);
        json.WriteString("hand", ReferenceEquals(hand, person.Left) ? "left" : "right");
        json.WriteNumber("person", person.Person);
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, int id, int image, int category, PictureBox box, int area, bool isCrowd)
    {
        json.WriteNumber("id", id);
        json.WriteNumber("image_id", image);
        json.WriteNumber("category_id", category);
        json.WriteNumber("iscrowd", isCrowd ? 1 : 0);
        json.WriteNumber("area", area);
        Box(json, "bbox", box);
    }

    private static void Empty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    private static void Box(Utf8JsonWriter json, string name, PictureBox box)
    {
        json.WriteStartArray(name);
        Number(json, box.Left);
        Number(json, box.Top);
        Number(json, box.Width);
        Number(json, box.Height);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, double value) => json.WriteNumberValue(Math.Round(value, 3));
}
