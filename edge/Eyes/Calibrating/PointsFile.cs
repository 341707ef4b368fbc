using System.Globalization;
using System.Text.Json.Serialization;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using O4O.Settings;

namespace O4O.Edge.Eyes.Calibrating;

/// <summary>
/// Marked points: JSON, <c>{"points": [{"px": [812, 440], "mm": [2500, 5550, 300]}]}</c>, or lines of <c>u,v,x,y,z</c>, with or without
/// a heading.
/// </summary>
internal sealed record PointsFile : IValidatable
{
    /// <summary>More than anybody clicks.</summary>
    public const int PointsMax = 5_000;

    [JsonRequired] public IReadOnlyList<PointEntry> Points { get; init; } = [];

    public sealed record PointEntry([property: JsonRequired] IReadOnlyList<double> Px, [property: JsonRequired] IReadOnlyList<double> Mm) : IValidatable
    {
        public IEnumerable<string> Problems()
        {
            if (Px.Count != 2 || !Px.All(v => Math.Abs(v) <= 1e6)) yield return "px must have two numbers, u and v";
            if (Mm.Count != 3 || !Mm.All(v => Math.Abs(v) <= 1e8)) yield return "mm must have three numbers, x, y and z";
        }
    }

    public IEnumerable<string> Problems()
    {
        if (Points.Count > PointsMax) yield return $"points must be at most {PointsMax}";
    }

    /// <summary>Reads a file of either form.</summary>
    /// <exception cref="ArgumentException">It is neither; the message names file and line or member.</exception>
    public static MarkedPoint[] Read(string file)
    {
        if (!file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return ReadLines(file, File.ReadAllLines(file));
        SettingsResult<PointsFile> read = SettingsFile.Load<PointsFile>(file);
        if (!read.IsValid) throw new ArgumentException(read.Problems[0].ToString());
        return [.. read.Value.Points.Select((p, i) => new MarkedPoint(i + 1, new(p.Px[0], p.Px[1]), new(p.Mm[0], p.Mm[1], p.Mm[2])))];
    }

    private static MarkedPoint[] ReadLines(string file, string[] lines)
    {
        var points = new List<MarkedPoint>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            bool heading = points.Count == 0 && line.Length > 0 && char.IsAsciiLetter(line[0]);
            if (line.Length == 0 || line[0] == '#' || heading) continue;
            string[] parts = line.Split([',', ';', '\t'], StringSplitOptions.TrimEntries);
            var numbers = new double[5];
            bool sound = parts.Length == 5;
            for (int n = 0; sound && n < 5; n++)
                sound = double.TryParse(parts[n], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[n]) && Math.Abs(numbers[n]) <= 1e8;
            if (!sound) throw new ArgumentException($"{file}:{i + 1}: \"{line}\" is not u,v,x,y,z: two pixels and three millimetres, with a point in each number");
            if (points.Count == PointsMax) throw new ArgumentException($"{file}: more than {PointsMax} points");
            points.Add(new(points.Count + 1, new Pixel(numbers[0], numbers[1]), new Point3(numbers[2], numbers[3], numbers[4])));
        }
        return [.. points];
    }
}
