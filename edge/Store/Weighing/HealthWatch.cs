namespace O4O.Edge.Store.Weighing;

/// <summary>
/// Which plates of a shelf cannot weigh, though the shelf speaks. A load cell that is connected is never quite still: of real
/// plates, 0.33 g of noise or more in steps of 0.241 g, some four of five readings differ from the one before. One that does
/// not change by a single step for seconds hears nothing any more.
/// </summary>
internal sealed class HealthWatch(ShelfScale scale, WeighingOptions options)
{
    /// <summary>A plate that changed so often has shown that it flickers: four seconds of a real one at 60 Hz.</summary>
    private const int LivelyChanges = 200;

    /// <summary>Stuck is what keeps still for so long, and for so many times the longest that it ever kept still before.</summary>
    private const long StillUs = 2_500_000;
    private const int StillTimes = 4;

    /// <summary>A shelf lives while some plate of it changed within this.</summary>
    private const long LivesUs = 500_000;

    /// <summary>Plates that cannot weigh.</summary>
    public int AtFault { get; private set; }

    /// <summary>A plate says another number than before. The hot path.</summary>
    public static void Changed(ref PlateState plate, long timeUs)
    {
        if (plate.Changes > 0 && plate.Health == PlateHealth.Live)
            plate.LongestStillUs = Math.Max(plate.LongestStillUs, timeUs - plate.ChangedUs);
        plate.ChangedUs = timeUs;
        if (plate.Changes < LivelyChanges) plate.Changes++;
    }

    /// <summary>Once a batch: who has stopped to weigh, and who weighs again.</summary>
    public void Look(long nowUs)
    {
        Span<PlateState> plates = scale.Plates;
        long newestUs = 0;
        foreach (ref readonly PlateState plate in plates) newestUs = Math.Max(newestUs, plate.ChangedUs);
        for (int p = 0; p < plates.Length; p++)
        {
            ref PlateState plate = ref plates[p];
            PlateHealth health = Judge(plate, nowUs, newestUs);
            if (health == plate.Health) continue;
            AtFault += (health == PlateHealth.Live ? 0 : 1) - (plate.Health == PlateHealth.Live ? 0 : 1);
            // What changed while it was stuck changed nobody knows when.
            if (plate.Health == PlateHealth.Stuck) scale.WakeAcrossGap(ref plate, plate.FaultSinceUs);
            if (health == PlateHealth.Stuck) (plate.FaultSinceUs, plate.Changes) = (plate.ChangedUs, 0);
            if (health == PlateHealth.Mute) plate.FaultSinceUs = plate.MissingSinceUs;
            plate.Health = health;
        }
    }

    /// <summary>A plate whose health has changed since it was last told, or -1.</summary>
    public int TellNext()
    {
        Span<PlateState> plates = scale.Plates;
        for (int p = 0; p < plates.Length; p++)
        {
            if (plates[p].Health == plates[p].ToldHealth) continue;
            plates[p].ToldHealth = plates[p].Health;
            return p;
        }
        return -1;
    }

    private PlateHealth Judge(in PlateState plate, long nowUs, long newestUs)
    {
        // One absurd reading does not make a stuck plate live: it must flicker again as it did.
        if (plate.Health == PlateHealth.Stuck && plate.MissingSinceUs == 0)
            return plate.Changes >= LivelyChanges ? PlateHealth.Live : PlateHealth.Stuck;
        if (plate.Health == PlateHealth.Live && plate.Changes == 0) return PlateHealth.Live; // never read: nothing is expected of it
        if (plate.MissingSinceUs != 0) return nowUs - plate.MissingSinceUs > options.SilenceUs ? PlateHealth.Mute : plate.Health;
        long stillUs = nowUs - plate.ChangedUs;
        bool still = plate.Changes >= LivelyChanges && stillUs > Math.Max(StillUs, StillTimes * plate.LongestStillUs);
        return still && nowUs - newestUs < LivesUs ? PlateHealth.Stuck : PlateHealth.Live;
    }
}
