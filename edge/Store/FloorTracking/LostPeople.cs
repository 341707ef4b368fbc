using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Who of those out of sight it is that was found.</summary>
internal sealed class LostPeople(StoreLayout layout, FloorOptions options, GateZones zones, Encounters encounters, FloorDoubts doubts)
{
    /// <summary>Who was seen so recently may be found again by another camera only near to where they were.</summary>
    private const double FarSigmas = 3;

    /// <summary>Heads of one and the same are found as high as this, standard deviation, mm.</summary>
    private const double HeightSigmaMm = 130;

    /// <summary>Other clothes speak against one and the same by at most so much: a coat may have been taken off.</summary>
    private const double ClothesNatsMax = 6;

    /// <summary>Near a gate somebody new is likely; as a spread, mm. Elsewhere nearly impossible; in a store without gates, neither.</summary>
    private const double NewAtGateMm = 600, NewElsewhereMm = 20_000, NewWithoutGatesMm = 8_000;

    /// <summary>
    /// Who is out of sight inside comes back within a second or so; somebody new comes once in ten at the busiest. Who was lost in an exit has
    /// probably left: log odds.
    /// </summary>
    private const double BackNats = 2.3;

    /// <summary>The likeliest of those not seen since this one appeared, or null for somebody new.</summary>
    public FloorTrack? Find(List<FloorTrack> tracks, FloorTrack found)
    {
        double isNew = LogDensity(0, layout.Gates.Count == 0 ? NewWithoutGatesMm : zones.IsAtGate(found.LastPlace) ? NewAtGateMm : NewElsewhereMm), best = isNew, second = double.NegativeInfinity;
        FloorTrack? likeliest = null;
        FloorTrack? runnerUp = null;
        foreach (FloorTrack lost in tracks)
        {
            if (!lost.Confirmed || lost.LastSeen >= found.FirstSeen) continue;
            double gap = (double)(found.LastSeen - lost.LastSeen) / StoreTime.SecondUs;
            double sigma = options.LostSlackMm + options.LostWanderMm * gap;
            double away = Math.Min(Point3.FloorDistanceMm(lost.Filter.PlaceAt(0), found.Filter.PlaceAt(0)), Point3.FloorDistanceMm(lost.LastPlace, found.Filter.PlaceAt(0)));
            if (away > FarSigmas * sigma) continue;
            double taller = (lost.Filter.HeightMm - found.Filter.HeightMm) / HeightSigmaMm;
            double clothes = MeanColour.Surprise(lost.Known.Clothes, found.Known.Clothes);
            double likely = LogDensity(away, sigma) - taller * taller / 2 - Math.Min(ClothesNatsMax, Encounters.TailShare * clothes) + (zones.IsInExit(lost.LastPlace) ? 0 : BackNats);
            if (likely > best) (second, runnerUp, best, likeliest) = (best, likeliest, likely, lost);
            else if (likely > second) (second, runnerUp) = (likely, lost);
        }
        if (likeliest is null)
        {
            if (best - second < Elementary.Log(options.SureOdds)) doubts.Add(runnerUp!.Id, 0);
            return null;
        }
        if (best - second >= Elementary.Log(options.SureOdds)) return likeliest;
        if (runnerUp is null) doubts.Add(likeliest.Id, 0);
        else encounters.Note(likeliest, runnerUp, found.LastSeen, mixed: true);
        return likeliest;
    }

    /// <summary>Of a distance, as a round Gauss's density on the floor, less what all have in common.</summary>
    private static double LogDensity(double awayMm, double sigmaMm) => -awayMm * awayMm / (2 * sigmaMm * sigmaMm) - 2 * Elementary.Log(sigmaMm);
}
