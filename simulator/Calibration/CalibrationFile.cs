using System.Text.Json;
using System.Text.Json.Nodes;
using O4O.Simulator.Evaluation;

namespace O4O.Simulator.Calibration;

/// <summary>A calibration as JSON; its <c>options</c> are a store file's.</summary>
public static class CalibrationFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>One object, shares as fractions, null where there was nothing to measure. Ends in a line feed.</summary>
    public static string Json(CalibrationProvenance about, CalibrationResult result)
    {
        ArgumentNullException.ThrowIfNull(about);
        ArgumentNullException.ThrowIfNull(result);
        var root = new JsonObject
        {
            ["provenance"] = Provenance(about, result),
            ["options"] = new JsonObject { ["fusion"] = new JsonObject { ["doubtBelow"] = result.Choice.Point.Threshold } },
            ["curve"] = new JsonArray([.. result.Curve.Select(Of)]),
            ["expectedCalibrationError"] = new JsonObject
            {
                ["all"] = Number(ReliabilityBin.ExpectedError(result.Reliability)),
                ["notHeldBack"] = Number(ReliabilityBin.ExpectedError(result.ReliabilityNotHeldBack)),
            },
            ["reliability"] = new JsonArray([.. result.Reliability.Zip(result.ReliabilityNotHeldBack, Of)]),
        };
        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Provenance(CalibrationProvenance about, CalibrationResult result)
    {
        var days = about.Days.Select(d => new JsonObject { [d.Kind] = d.Name, ["sha256"] = d.Hash(about.Seeds) });
        var provenance = new JsonObject
        {
            ["days"] = new JsonArray([.. days]), ["seeds"] = about.Seeds.ToString(),
            ["store"] = new JsonObject { ["name"] = about.Store, ["sha256"] = about.StoreHash },
            ["edge"] = new JsonObject { ["version"] = about.EdgeVersion, ["commit"] = about.EdgeCommit },
            ["recordings"] = result.Recordings, ["trips"] = result.Trips, ["heldBack"] = result.HeldBack,
            ["wrongMax"] = about.WrongMax, ["reached"] = result.Choice.IsReached, ["figures"] = Of(result.Choice.Point),
        };
        if (about.Date is { } date) provenance.Insert(0, "date", date);
        if (result.Check is { } check)
            provenance["check"] = new JsonObject { ["seeds"] = check.Seeds.ToString(), ["holds"] = check.Holds, ["figures"] = Of(check.Point) };
        return provenance;
    }

    private static JsonObject Of(CurvePoint p) => new()
    {
        ["threshold"] = p.Threshold, ["reviewed"] = Number(p.Reviewed.Value), ["wronglyCharged"] = Number(p.WronglyCharged.Value),
        ["exact"] = Number(p.ExactShare),
        ["intervals"] = new JsonObject { ["reviewed"] = Ends(p.Reviewed), ["wronglyCharged"] = Ends(p.WronglyCharged) },
        ["counts"] = new JsonObject
        {
            ["visits"] = p.Visits, ["reviewed"] = p.VisitsReviewed, ["exact"] = p.VisitsExact, ["charged"] = p.UnitsCharged, ["wrong"] = p.UnitsWrong,
        },
    };

    private static JsonObject Of(ReliabilityBin all, ReliabilityBin notHeldBack)
    {
        JsonObject bin = Of(all);
        bin.Insert(0, "from", all.From);
        bin.Insert(1, "to", all.To);
        bin["notHeldBack"] = Of(notHeldBack);
        return bin;
    }

    private static JsonObject Of(ReliabilityBin bin) => new()
    {
        ["visits"] = bin.Visits, ["stated"] = Number(bin.Stated), ["right"] = Number(bin.Right), ["interval"] = Ends(bin.RightInterval),
    };

    private static JsonArray Ends(Figure f) => [Number(f.Low), Number(f.High)];

    private static JsonNode? Number(double value) => double.IsNaN(value) ? null : Math.Round(value, 6);
}
