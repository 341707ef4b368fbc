using System.Globalization;
using O4O.Simulator.Demo.Services;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace O4O.Simulator.Demo.Screen;

/// <summary>A live table in the terminal: who is inside with what, what was charged, how fast the edge is.</summary>
public sealed class LiveScreen(LiveDisplayContext display) : IDemoScreen
{
    private const int SessionsShown = 12;

    public TimeSpan Every => TimeSpan.FromMilliseconds(250);

    public void Show(Snapshot now)
    {
        display.UpdateTarget(Draw(now));
        display.Refresh();
    }

    private static Rows Draw(Snapshot now)
    {
        var parts = new List<IRenderable> { new Text(Wording.Line(now)) };
        if (now.State is { } state)
        {
            parts.Add(Carts(state));
            parts.Add(Latencies(state));
        }
        return new Rows(parts);
    }

    private static Table Carts(EdgeState state)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Shopper", "State", "Cart", "Total", "Doubts");
        foreach (EdgeSession session in state.Sessions.Take(SessionsShown))
        {
            string cart = string.Join(", ", session.Lines.Select(l => $"{l.Quantity} × {l.Name}"));
            table.AddRow(
                Markup.Escape(session.Shopper), Markup.Escape(session.State), Markup.Escape(cart), Wording.Amount(session.TotalMinor),
                session.Doubts.Count == 0 ? "" : session.Doubts.Count.ToString(CultureInfo.InvariantCulture));
        }
        if (state.Sessions.Count > SessionsShown) table.AddRow($"and {state.Sessions.Count - SessionsShown} more", "", "", "", "");
        return table;
    }

    private static Table Latencies(EdgeState state)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("Stage", "p50 ms", "p99 ms", "Events");
        foreach ((string stage, StageLatency latency) in state.Latencies)
        {
            table.AddRow(
                Markup.Escape(stage), Wording.Millis(latency.P50Us), Wording.Millis(latency.P99Us),
                latency.Count.ToString(CultureInfo.InvariantCulture));
        }
        return table;
    }
}
