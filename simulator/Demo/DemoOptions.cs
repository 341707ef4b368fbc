using O4O.Edge.Wire;
using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Demo;

/// <summary>One run of the whole store.</summary>
public sealed record DemoOptions
{
    /// <summary>Where the run keeps its settings, data and logs; made when missing, and empty when it is there.</summary>
    public required string Folder { get; init; }

    /// <summary>Decides everything that is simulated.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What happens; its length is the shopping time.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The simulated store; code issuers are added here.</summary>
    public StoreFile Store { get; init; } = DemoStore.Create();

    /// <summary>The demo looks for itself, through rendered cameras; null for eyes that know where everybody is.</summary>
    public DemoEyes? Eyes { get; init; }

    /// <summary>Why it does not look for itself although nobody asked for joints; null where that is as it was asked for.</summary>
    public string? EyesInstead { get; init; }

    /// <summary>
    /// Where it looks for itself: what stands in one place for so long, and takes nothing, is not a shopper (<c>sessions.standUs</c>). Simulated
    /// shoppers stand for 36 s at most; a real store waits longer before it gives somebody up.
    /// </summary>
    public TimeSpan StandLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Gates that the edge knows beside the store's own: nobody simulated stands there.</summary>
    public IReadOnlyList<StoreFile.GateEntry> MoreGates { get; init; } = [];

    /// <summary>Cameras that the edge knows: whoever looks through them is no part of the run.</summary>
    public IReadOnlyList<StoreFile.CameraEntry> MoreCameras { get; init; } = [];

    /// <summary>Users that the broker knows beside the store's devices; the edge knows nothing of them.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>The edge's data folder; null for one in <see cref="Folder"/>.</summary>
    public string? EdgeData { get; init; }

    /// <summary>Where the edge's page is served; 0 for any free port.</summary>
    public int EdgePort { get; init; }

    /// <summary>The broker's limit of one message, bytes; the edge has its own, smaller or equal.</summary>
    public int BrokerMessageBytesMax { get; init; } = 262_144;

    /// <summary>How persistently the services are kept alive.</summary>
    public SupervisorOptions Supervision { get; init; } = new();

    /// <summary>How long after the shopping time somebody may still be on the way out.</summary>
    public TimeSpan LeaveLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long after the shopping open trips may take to settle, and charges to be booked.</summary>
    public TimeSpan SettleLimit { get; init; } = TimeSpan.FromSeconds(20);
}
