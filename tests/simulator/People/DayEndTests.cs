using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Commands;
using O4O.Simulator.ModelTrials;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Stores;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Simulation;
using O4O.Simulator.Suites;
using O4O.Simulator.Truths;
using Xunit;

namespace O4O.Simulator.Tests.People;

/// <summary>Everybody leaves in the end, however a store is furnished.</summary>
public sealed class DayEndTests
{
    /// <summary>
    /// Two who never arrived: of 9215 at a place beside another in a corner, behind the wall; of 21038 at one so near to a gondola's corner that no way
    /// led there.
    /// </summary>
    [Theory]
    [InlineData(9215, true)]
    [InlineData(21038, false)]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public void Day_InAnyStore_Ends(int number, bool isOfFour)
    {
        var seed = (ulong)number;
        CodeIssuerKey key = CodeIssuerKey.FromSeed(seed);
        StoreFile store = RandomStore.Create(seed);
        Scenario day = Suite.Find("confusing").Generate(seed);
        var world = new World(
            store with { Issuers = [.. store.Issuers, key.Issuer], Cameras = [] }, isOfFour ? FloorDay.Of(day) : day, seed, SimulateCommand.Start, key, GateMode.Alone, new NoSink());

        while (!world.IsFinished) world.Advance(world.Now + 1_000_000);

        TruthShopper[] came = [.. world.ToTruth().Shoppers.Where(s => s.EnteredUs is not null)];
        Assert.NotEmpty(came);
        Assert.All(came, shopper => Assert.NotNull(shopper.LeftUs));
    }
}
