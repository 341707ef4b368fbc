namespace O4O.Simulator.Demo.Screen;

/// <summary>Shows a running store to a person.</summary>
public interface IDemoScreen
{
    /// <summary>How often a new snapshot is worth taking.</summary>
    TimeSpan Every { get; }

    /// <summary>Shows a moment.</summary>
    void Show(Snapshot now);
}
