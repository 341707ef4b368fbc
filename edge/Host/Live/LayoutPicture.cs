using System.Text.Json;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Live;

/// <summary>The layout as pages read it.</summary>
internal static class LayoutPicture
{
    public static byte[] Bytes(StoreFile store)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("store", store.Store);
            json.WriteString("currency", store.Currency);
            Numbers(json, "boundsMm", store.BoundsMm);
            WriteShelves(json, store);
            json.WriteStartArray("products");
            foreach (StoreFile.ProductEntry p in store.Products)
            {
                json.WriteStartObject();
                json.WriteString("gtin", p.Gtin);
                json.WriteString("name", p.Name);
                json.WriteNumber("weightGrams", p.WeightGrams);
                json.WriteNumber("priceMinor", p.PriceMinor);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("facings");
            foreach (StoreFile.FacingEntry f in store.Facings)
            {
                json.WriteStartObject();
                json.WriteString("gtin", f.Gtin);
                json.WriteNumber("gondola", f.Gondola);
                json.WriteNumber("shelf", f.Shelf);
                json.WriteStartArray("plates");
                foreach (int plate in f.Plates) json.WriteNumberValue(plate);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("gates");
            foreach (StoreFile.GateEntry g in store.Gates)
            {
                json.WriteStartObject();
                json.WriteString("device", g.Device);
                Numbers(json, "scannerMm", g.ScannerMm);
                Numbers(json, "entryZoneMm", g.EntryZoneMm);
                Numbers(json, "exitZoneMm", g.ExitZoneMm);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void WriteShelves(Utf8JsonWriter json, StoreFile store)
    {
        json.WriteStartArray("shelves");
        foreach (StoreFile.ShelfEntry s in store.Shelves)
        {
            double[] box = [.. s.Plates[0].BoxMm];
            foreach (StoreFile.PlateEntry p in s.Plates)
            {
                for (int i = 0; i < 3; i++)
                {
                    box[i] = Math.Min(box[i], Math.Min(p.BoxMm[i], p.BoxMm[i + 3]));
                    box[i + 3] = Math.Max(box[i + 3], Math.Max(p.BoxMm[i], p.BoxMm[i + 3]));
                }
            }
            json.WriteStartObject();
            json.WriteNumber("gondola", s.Gondola);
            json.WriteNumber("shelf", s.Shelf);
            json.WriteString("device", $"shelf-{s.Gondola}-{s.Shelf}");
            Numbers(json, "boxMm", box);
            json.WriteStartArray("plates");
            foreach (StoreFile.PlateEntry p in s.Plates)
            {
                json.WriteStartObject();
                json.WriteNumber("plate", p.Plate);
                Numbers(json, "boxMm", p.BoxMm);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double v in values) json.WriteNumberValue(v);
        json.WriteEndArray();
    }
}
