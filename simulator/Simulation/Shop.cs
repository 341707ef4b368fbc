using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.Noise;
using O4O.Simulator.People;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Simulation;

/// <summary>What everybody in the store shares: the plan, the stock, the load cells, each other, and the time.</summary>
internal sealed class Shop
{
    public Shop(StoreLayout layout, Scenario scenario, ulong seed, RecordedNoise? noise = null)
    {
        (Layout, Scenario) = (layout, scenario);
        Plan = new FloorPlan(layout);
        double[] sigmas = PlateNoise.Deal(layout.Plates.Count, seed);
        NoiseTape[]? tapes = noise?.Deal(layout.Plates.Count, seed);
        Cells =
        [
            .. layout.Shelves.Select(s => new LoadCells(
                s, sigmas.AsSpan(s.FirstPlate, s.PlateCount), scenario.Physics, seed, tapes is null ? default : tapes.AsSpan(s.FirstPlate, s.PlateCount))),
        ];
        Stock = new Stock(layout, Plan, scenario.Physics, Cells, seed);
        Hands = new Handling(this);
        HotShelf = new Dice(seed, "hot shelf").Below(layout.Shelves.Count);
    }

    public StoreLayout Layout { get; }
    public Scenario Scenario { get; }
    public FloorPlan Plan { get; }
    public IReadOnlyList<LoadCells> Cells { get; }
    public Stock Stock { get; }
    public Handling Hands { get; }

    /// <summary>Dense index of the shelf that everybody wants, where the scenario has one.</summary>
    public int HotShelf { get; }
    public List<Person> People { get; } = [];

    /// <summary>Who waits for somebody to join.</summary>
    public List<Meeting> Meetings { get; } = [];
    public List<TruthAction> Actions { get; } = [];

    /// <summary>Those of them that moved something, with what tells later whether a fault hid them.</summary>
    public List<Deed> Deeds { get; } = [];

    /// <summary>Somebody who has left comes in again.</summary>
    public Action<Person>? ComeAgain { get; init; }

    /// <summary>The beginning of everything.</summary>
    public long StartUs { get; init; }

    /// <summary>The moment of this tick.</summary>
    public long NowUs { get; set; }

    /// <summary>From here on nobody begins another stop.</summary>
    public long LeaveByUs { get; set; }

    /// <summary>A blow to a gondola, felt by all its shelves.</summary>
    /// <param name="gondolaIndex">Dense index of the gondola.</param>
    /// <param name="peakToPeakGrams">Of the plate that feels it most.</param>
    /// <param name="shopper">Who did it; null when nobody.</param>
    /// <param name="dice">Draws its shape.</param>
    public void Knock(int gondolaIndex, double peakToPeakGrams, string? shopper, Dice dice)
    {
        // The first peak and the first trough of a decaying sine are together below 1.7 times its amplitude here.
        var knock = new Knock(NowUs, peakToPeakGrams / 1.8, dice.Between(3.0, 9.0), dice.Between(80_000L, 220_000L), dice.Next());
        int gondola = 0;
        foreach (LoadCells cells in Cells)
        {
            if (cells.Shelf.GondolaIndex != gondolaIndex) continue;
            gondola = cells.Shelf.Gondola;
            cells.Begin(knock);
        }
        Actions.Add(new TruthAction { TimeUs = NowUs, Kind = TruthAction.Knock, Shopper = shopper, Gondola = gondola, Scene = "knock" });
    }
}
