namespace O4O.Simulator.Demo.Screen;

/// <summary>A plain line now and then: for logs, pipes and machines.</summary>
public sealed class PlainScreen(TextWriter output) : IDemoScreen
{
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public void Show(Snapshot now) => output.WriteLine(Wording.Line(now));
}
